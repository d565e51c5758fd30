import stickers from './stickers.json' with { type: 'json' };
import share from './share.json' with { type: 'json' };
import pictures from './pictures.json' with { type: 'json' };
import voice from './voice.json' with { type: 'json' };
import previews from './previews.json' with { type: 'json' };
import programs from './programs.json' with { type: 'json' };
import payments from './payments.json' with { type: 'json' };
import groups from './groups.json' with { type: 'json' };
import delivery from './delivery.json' with { type: 'json' };
import devices from './devices.json' with { type: 'json' };
import backup from './backup.json' with { type: 'json' };
import books from './books.json' with { type: 'json' };
import cashu from './cashu.json' with { type: 'json' };
import channels from './channels.json' with { type: 'json' };
import codes from './codes.json' with { type: 'json' };
import composer from './composer.json' with { type: 'json' };
import consent from './consent.json' with { type: 'json' };
import contacts from './contacts.json' with { type: 'json' };
import discover from './discover.json' with { type: 'json' };
import everything from './everything.json' with { type: 'json' };
import exporting from './exporting.json' with { type: 'json' };
import feeds from './feeds.json' with { type: 'json' };
import find from './find.json' with { type: 'json' };
import importing from './importing.json' with { type: 'json' };
import keeping from './keeping.json' with { type: 'json' };
import lock from './lock.json' with { type: 'json' };
import mailbox from './mailbox.json' with { type: 'json' };
import media from './media.json' with { type: 'json' };
import messages from './messages.json' with { type: 'json' };
import moments from './moments.json' with { type: 'json' };
import hand from './hand.json' with { type: 'json' };
import nearby from './nearby.json' with { type: 'json' };
import onboarding from './onboarding.json' with { type: 'json' };
import packets from './packets.json' with { type: 'json' };
import palette from './palette.json' with { type: 'json' };
import paid from './paid.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };
import settle from './settle.json' with { type: 'json' };
import shortcuts from './shortcuts.json' with { type: 'json' };
import snapshot from './snapshot.json' with { type: 'json' };
import storage from './storage.json' with { type: 'json' };
import till from './till.json' with { type: 'json' };
import trade from './trade.json' with { type: 'json' };
import player from './player.json' with { type: 'json' };
import viewer from './viewer.json' with { type: 'json' };
import wallet from './wallet.json' with { type: 'json' };

/** The sentences of all that is shown later. */
export const rest = {
  ...books,
  ...stickers,
  ...share,
  ...pictures,
  ...voice,
  ...previews,
  ...programs,
  ...payments,
  ...groups,
  ...delivery,
  ...devices,
  ...backup,
  ...cashu,
  ...channels,
  ...codes,
  ...composer,
  ...consent,
  ...contacts,
  ...discover,
  ...everything,
  ...exporting,
  ...feeds,
  ...find,
  ...importing,
  ...keeping,
  ...lock,
  ...mailbox,
  ...media,
  ...messages,
  ...moments,
  ...hand,
  ...nearby,
  ...onboarding,
  ...packets,
  ...paid,
  ...palette,
  ...settings,
  ...settle,
  ...shortcuts,
  ...snapshot,
  ...storage,
  ...till,
  ...trade,
  ...player,
  ...viewer,
  ...wallet,
};
