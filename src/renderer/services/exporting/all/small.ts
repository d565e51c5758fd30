/** What there is little of, as lines of an export (EXA-3, EXA-7). */
import type { AccountId } from '@shared/ids.ts';
import { stamp } from '@domain/exporting/all/form.ts';
import type { LineOf } from '@domain/exporting/all/lines.ts';
import { blockLines, filesIn } from '@domain/exporting/all/postFacts.ts';
import type { Avatar } from '@domain/profile/profile.ts';
import type { Settings } from '@domain/settings/settings.ts';
import { fileFacts } from '@domain/exporting/chatJson.ts';
import type { ChannelDraft } from '../../workspace/channelWorkspace.ts';
import type { ScheduledMessage } from '../../workspace/messageWorkspace.ts';
import type { MintView } from '../../workspace/mintWorkspace.ts';
import type { Holding, IssuedUnit, Payment, PaymentRequest, Unit } from '../../workspace/walletViews.ts';
import type { Contact, Conversation, OwnProfile } from '../../workspace/workspace.ts';
import type { StickerWorkspace } from '../../workspace/stickerWorkspace.ts';
import type { LiveQuery } from '@ports/query.ts';
import { urlOfPicture } from '../../channels/pictureUrl.ts';
import type { AllMedia } from './allMedia.ts';

/** Oneself. */
export function profileLine({ account, profile }: OwnProfile): LineOf<'profile'> {
  return { id: account, name: profile.name, ...pictureOf(profile.avatar) };
}

/** A contact; of their card nothing but what is shown. */
export function contactLine(contact: Contact): LineOf<'contacts'> {
  const { account, name, ownName, remark, tags, state, blocked, verifiedAt, addedAt, space, avatar } = contact;
  return {
    ...{ id: account, name, ownName, remark, tags: [...tags], state, blocked },
    verifiedAt: verifiedAt === null ? null : stamp(verifiedAt),
    addedAt: stamp(addedAt),
    conversation: space,
    ...pictureOf(avatar),
  };
}

function pictureOf(avatar: Avatar): { readonly picture?: string } {
  const url = avatar.kind === 'picture' ? urlOfPicture(avatar) : null;
  return url === null ? {} : { picture: url };
}

/** What is half written, or to be said later. */
export function draftLines(
  {
    conversations,
    scheduled,
    articles,
  }: {
    readonly conversations: readonly Conversation[];
    readonly scheduled: readonly ScheduledMessage[];
    readonly articles: readonly ChannelDraft[];
  },
  media: AllMedia,
): readonly LineOf<'drafts'>[] {
  return [
    ...conversations.flatMap(({ space, draft }): LineOf<'drafts'>[] =>
      draft === '' ? [] : [{ kind: 'chat', conversation: space, text: draft }],
    ),
    ...scheduled.map(({ space, text, dueAt }): LineOf<'drafts'> => {
      return { kind: 'scheduled', conversation: space, text, dueAt: stamp(dueAt) };
    }),
    ...articles.map(({ id, channel, title, summary, series, document, changedAt, publishAt }): LineOf<'drafts'> => ({
      ...{ kind: 'article', id, channel, title, summary, series },
      blocks: blockLines(document.blocks, media.pathOf),
      changedAt: stamp(changedAt),
      publishAt: publishAt === null ? null : stamp(publishAt),
    })),
  ];
}

/** Pictures of drafts. */
export async function wantDraftFiles(articles: readonly ChannelDraft[], media: AllMedia): Promise<void> {
  for (const file of articles.flatMap(({ document }) => filesIn(document.blocks))) await media.want(file);
}

type Kept = StickerWorkspace['stickers'] extends () => LiveQuery<readonly (infer One)[]> ? One : never;

/** A sticker at hand. */
export async function stickerLine({ file, emoji, pack, addedAt }: Kept, media: AllMedia): Promise<LineOf<'stickers'>> {
  return { emoji, pack, addedAt: stamp(addedAt), file: fileFacts(file, await media.want(file)) };
}

/** Settings, one by one; of servers that ask for a password neither that nor the name it belongs to (EXA-7). */
export function settingLines(settings: Settings, folders: unknown): readonly LineOf<'settings'>[] {
  const plain = { ...settings, iceServers: settings.iceServers.map(({ urls }) => ({ urls })), folders };
  return Object.entries(plain).map(([name, value]) => ({ name, value }));
}

/** What the wallet says: a statement, and nothing that could be paid with (EXA-7). */
export function walletLines(wallet: {
  readonly holdings: readonly Holding[];
  readonly issued: readonly IssuedUnit[];
  readonly payments: readonly Payment[];
  readonly requests: readonly PaymentRequest[];
  readonly mints: readonly MintView[];
}): readonly LineOf<'wallet'>[] {
  return [
    ...wallet.holdings.map(({ unit, balance, available }): LineOf<'wallet'> => {
      return { kind: 'holding', unit: unitOf(unit), balance: String(balance), available: String(available) };
    }),
    ...wallet.issued.map(({ unit, issued, redeemed, outstanding }): LineOf<'wallet'> => ({
      ...{ kind: 'issued', unit: unitOf(unit), issued: String(issued) },
      ...{ redeemed: String(redeemed), outstanding: String(outstanding) },
    })),
    ...wallet.payments.map(paymentLine),
    ...wallet.requests.map(requestLine),
    ...wallet.mints.flatMap(({ url, name, balances }) =>
      balances.map(({ unit, decimals, balance }): LineOf<'wallet'> => {
        return { kind: 'mint', url, name, unit, decimals, balance: String(balance) };
      }),
    ),
  ];
}

function unitOf({ id, issuer, name, code, decimals }: Unit) {
  return { id, issuer, name, code, decimals };
}

function paymentLine(payment: Payment): LineOf<'wallet'> {
  const { id, at, unit, from, to, amount, refunded, situation } = payment;
  return {
    ...{ kind: 'payment', id, at: stamp(at), unit: unit.id, code: unit.code, decimals: unit.decimals, from, to },
    ...{ amount: String(amount), refunded: String(refunded), word: situation.word },
  };
}

function requestLine(request: PaymentRequest): LineOf<'wallet'> {
  const { id, at, payee, payer, amount, decimals, units, memo, stage } = request;
  return {
    ...{ kind: 'request', id, at: stamp(at), payee, payer, decimals, memo, stage },
    amount: amount === null ? null : String(amount),
    units: units.map((unit) => unit.id),
  };
}

/** Names of people by their accounts. */
export function peopleLines(names: ReadonlyMap<AccountId, string>): readonly LineOf<'people'>[] {
  return [...names].map(([id, name]) => ({ id, name }));
}
