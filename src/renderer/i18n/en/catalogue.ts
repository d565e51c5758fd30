import books from './books.json' with { type: 'json' };
import cashu from './cashu.json' with { type: 'json' };
import codes from './codes.json' with { type: 'json' };
import consent from './consent.json' with { type: 'json' };
import packets from './packets.json' with { type: 'json' };
import payments from './payments.json' with { type: 'json' };
import settle from './settle.json' with { type: 'json' };
import till from './till.json' with { type: 'json' };
import trade from './trade.json' with { type: 'json' };
import wallet from './wallet.json' with { type: 'json' };
import channels from './channels.json' with { type: 'json' };
import chats from './chats.json' with { type: 'json' };
import common from './common.json' with { type: 'json' };
import contacts from './contacts.json' with { type: 'json' };
import delivery from './delivery.json' with { type: 'json' };
import feeds from './feeds.json' with { type: 'json' };
import files from './files.json' with { type: 'json' };
import discover from './discover.json' with { type: 'json' };
import errors from './errors.json' with { type: 'json' };
import groups from './groups.json' with { type: 'json' };
import moments from './moments.json' with { type: 'json' };
import media from './media.json' with { type: 'json' };
import onboarding from './onboarding.json' with { type: 'json' };
import programs from './programs.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };
import storage from './storage.json' with { type: 'json' };
import shell from './shell.json' with { type: 'json' };

/** Every sentence of the app in English: the measure for all other locales. */
export const catalogue = {
  ...common,
  ...errors,
  ...discover,
  ...delivery,
  ...feeds,
  ...files,
  ...shell,
  ...storage,
  ...channels,
  ...chats,
  ...contacts,
  ...groups,
  ...media,
  ...moments,
  ...onboarding,
  ...programs,
  ...settings,
  ...books,
  ...cashu,
  ...codes,
  ...consent,
  ...packets,
  ...payments,
  ...settle,
  ...till,
  ...trade,
  ...wallet,
};
