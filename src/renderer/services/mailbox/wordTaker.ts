import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { BundleContent, MailWord } from '@domain/mailbox/bundle.ts';
import type { Refusal } from '../replication/failures.ts';
import { isInnocent, isStoreError } from '../replication/offences.ts';
import type { SpaceLog } from '../replication/spaceLog.ts';
import type { MailKeeper } from './mailMemory.ts';
import type { MailParts } from './mailParts.ts';
import type { MailTarget } from './mailTargets.ts';

/** What came of words: they are durable here, of no use, or may be of use later. */
type Outcome = 'taken' | 'useless' | 'later';

/** What a taker tells when something of a chain came, or did not fit. */
export type Owe = (device: DeviceId, space: SpaceId, chain: DeviceId) => void;

/** Most letters of which it is remembered what was told of them. */
const MOST_TOLD = 4096;

/** Takes what lay in a mailbox, by the same rules as what comes over a link (MBC-9). */
export class WordTaker {
  private readonly parts: MailParts;
  private readonly keeper: MailKeeper;
  private readonly owe: Owe;
  /** What was told last because of a letter and a space: a letter may be looked at again and again for weeks. */
  private readonly told = new Map<string, number>();

  constructor(parts: MailParts, keeper: MailKeeper, owe: Owe) {
    this.parts = parts;
    this.keeper = keeper;
    this.owe = owe;
  }

  /** Takes the words of a bundle, in their order. `taken` when all that can be of use is durable here. */
  async take(target: MailTarget, content: BundleContent): Promise<Exclude<Outcome, 'useless'>> {
    const outcomes = new Set<Outcome>();
    for (const words of runsOf(content.words)) outcomes.add(await this.takeRun(target, words, content));
    return outcomes.has('later') ? 'later' : 'taken';
  }

  private async takeRun(target: MailTarget, words: readonly MailWord[], letter: BundleContent): Promise<Outcome> {
    const [word] = words;
    if (word === undefined) return 'useless';
    switch (word.t) {
      case 'hello':
        await this.parts.onCard(target.account, word.card);
        return 'taken';
      case 'welcome':
        await this.parts.onGroupWord(target, word);
        return 'taken';
      case 'ack':
        return this.hear(target, word, letter.at);
      case 'event':
        return this.takeEvents(
          target,
          words.flatMap((one) => (one.t === 'event' ? [one.payload] : [])),
          letter.id,
        );
    }
  }

  /** Takes events that stand together: of the device that left them, and of a space it and we share. */
  private async takeEvents(
    { account, device }: MailTarget,
    payloads: readonly Uint8Array[],
    letter: string,
  ): Promise<Outcome> {
    const [first] = payloads.map(decodeEvent);
    if (first === undefined || !first.ok || first.value.content.device !== device) return 'useless';
    const { space } = first.value.content;
    // It may be a group whose roster comes next.
    if (!this.parts.directory.sharedWith(account).includes(space)) return 'later';
    const log = await this.parts.replicator.logOf(space);
    if (log === null) return 'later';
    const taken = await log.takePiece({ device, payloads, isAsked: false });
    if (!taken.ok) return this.refused(log, { device, letter }, taken.error);
    this.tell(log, { device, letter });
    return (await log.fromPeers.makeSafe()) ? 'taken' : 'later';
  }

  private refused(log: SpaceLog, from: From, error: Refusal): Outcome {
    this.parts.log.write('warn', 'mailbox', `refused: ${error.code}`);
    const isGap = error.code === 'chain-gap';
    // Who left it is told how far it came: what is between was lost, and is left again.
    if (isGap) this.tell(log, from);
    if (isGap || isStoreError(error) || error.code === 'event-newer-version') return 'later';
    const isOpenEnded = this.parts.directory.isOpenEnded(log.space);
    return error.code === 'not-a-member' && isInnocent(error, { isOpenEnded }) ? 'later' : 'useless';
  }

  /** A device is told how far its chain came, once for each letter and place it stands at. */
  private tell({ space, heads }: SpaceLog, { device, letter }: From): void {
    const name = `${letter} ${space}`;
    const seq = heads.chain(device)?.seq ?? -1;
    if (this.told.get(name) === seq) return;
    this.told.delete(name);
    this.told.set(name, seq);
    const [oldest] = this.told.keys();
    if (this.told.size > MOST_TOLD && oldest !== undefined) this.told.delete(oldest);
    this.owe(device, space, device);
  }

  /** Hears how far a device holds our chain; where it names no place, it holds nothing of it (MBC-11). */
  private async hear(
    { account, device }: MailTarget,
    { space, chains }: MailWord & { readonly t: 'ack' },
    at: number,
  ): Promise<Outcome> {
    const { self, directory, replicator } = this.parts;
    const head = (await replicator.logOf(space))?.heads.chain(self.device) ?? null;
    if (head === null || !directory.sharedWith(account).includes(space)) return 'useless';
    const said = chains.find(([chain]) => chain === self.device)?.[1] ?? -1;
    // Nobody can hold more than there is.
    const seq = Math.min(said, head.seq);
    await this.missed({ device, space, seq }, at);
    return this.keepHeld(account, { device, space, seq });
  }

  /** It looked after the last of it was left, and has less: something was lost on the way, and is to be left again. */
  private async missed({ device, space, seq }: Held, at: number): Promise<void> {
    const mark = this.keeper.mark({ device, space });
    if (mark !== null && seq < mark.seq && at > mark.at) await this.keeper.dropMark({ device, space });
  }

  /** What other own devices hold is not delivered to anybody. */
  private async keepHeld(account: AccountId, held: Held): Promise<Outcome> {
    const { self, store } = this.parts;
    if (account === self.account || held.seq < 0) return 'taken';
    return (await store.acknowledge([{ ...held, chain: self.device }])).ok ? 'taken' : 'later';
  }
}

/** Who left a letter, and its id. */
interface From {
  readonly device: DeviceId;
  readonly letter: string;
}

/** How far a device holds our chain in a space. */
interface Held {
  readonly device: DeviceId;
  readonly space: SpaceId;
  readonly seq: number;
}

/** Words one after another; events of one space that follow each other together, since a piece is taken whole. */
function runsOf(words: readonly MailWord[]): readonly (readonly MailWord[])[] {
  const runs: MailWord[][] = [];
  for (const word of words) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run !== undefined && before !== undefined && isSameSpace(before, word)) run.push(word);
    else runs.push([word]);
  }
  return runs;
}

function isSameSpace(one: MailWord, other: MailWord): boolean {
  const space = spaceOf(one);
  return space !== null && space === spaceOf(other);
}

function spaceOf(word: MailWord): SpaceId | null {
  const event = word.t === 'event' ? decodeEvent(word.payload) : null;
  return event?.ok === true ? event.value.content.space : null;
}
