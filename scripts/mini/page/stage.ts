import type { EventId, SpaceId } from '@shared/ids.ts';
import type { ProgramViews } from '@ports/programViews.ts';
import { Channel } from './channel.ts';
import { byId } from './element.ts';
import { followLog } from './logView.ts';
import { PaymentBooth } from './paymentBooth.ts';
import { Peer, type Scene, randomId } from './peer.ts';
import { type PeerView, peerView } from './peerView.ts';
import { type ProgramState, readState } from './programState.ts';
import type { ReportView } from './reportView.ts';
import { Room } from './room.ts';

const NAMES = ['Ann', 'Ben', 'Cem', 'Dana', 'Eli', 'Femi', 'Gül', 'Hana'] as const;

interface StageParts {
  readonly views: ProgramViews;
  readonly reports: ReportView;
  /** How many people there are at the beginning. */
  readonly peers: number;
}

/** The chat on the screen: who is in it, what was said, and the program as it is now. */
export class Stage {
  private readonly parts: StageParts;
  private readonly views = new Map<Peer, PeerView>();
  private readonly payments = new PaymentBooth();
  private room = new Room();
  private scene: Scene;
  private stopLog: () => void = () => undefined;
  private joined = 0;
  private turn: Promise<void> = Promise.resolve();

  constructor(parts: StageParts) {
    this.parts = parts;
    this.scene = this.newScene();
    parts.reports.hear(() => this.people);
  }

  /** Everyone, and everything that was said, anew. The first person is who put the program into the chat. */
  reset(): Promise<void> {
    return this.inTurn(async () => {
      for (const peer of this.people) await this.part(peer);
      this.payments.reset();
      this.joined = 0;
      this.room = new Room();
      this.scene = this.newScene();
      this.stopLog();
      this.stopLog = followLog(this.room, byId('log'));
      for (let count = 0; count < this.parts.peers; count += 1) await this.admit(await this.state());
    });
  }

  /** One more person, who gets what was said before. */
  join(): Promise<void> {
    return this.inTurn(async () => {
      if (this.views.size < NAMES.length) await this.admit(await this.state());
    });
  }

  /** The program as it is now, for everyone; what was said stays. */
  reopen(): Promise<void> {
    return this.inTurn(async () => {
      const state = await this.state();
      for (const peer of this.people) await this.open(peer, state);
    });
  }

  /** Puts the frames over their places. */
  place(): void {
    for (const view of this.views.values()) view.place();
  }

  private get people(): readonly Peer[] {
    return [...this.views.keys()];
  }

  private newScene(): Scene {
    return {
      instance: randomId<EventId>(),
      space: randomId<SpaceId>(),
      views: this.parts.views,
      channel: new Channel(),
      payments: this.payments,
      people: () => this.people,
      note: (peer, text) => this.parts.reports.add(peer, 'note', text),
    };
  }

  private async admit(state: ProgramState): Promise<void> {
    const name = NAMES.find((free) => this.people.every((peer) => peer.name !== free)) ?? `P${this.joined}`;
    const log = this.room.join(randomId(), name);
    const peer = new Peer({ log, isAppSender: this.joined === 0 }, this.scene);
    this.joined += 1;
    const view = peerView(peer, this.scene, () => void this.inTurn(() => this.part(peer)));
    this.views.set(peer, view);
    byId('people').append(view.root);
    await this.open(peer, state);
    this.place();
  }

  private async part(peer: Peer): Promise<void> {
    await peer.close();
    this.room.leave(peer.log);
    this.views.get(peer)?.dispose();
    this.views.delete(peer);
    this.place();
  }

  private async open(peer: Peer, state: ProgramState): Promise<void> {
    const problem = state.isThere ? await peer.open(state) : null;
    if (problem !== null) this.show(problem);
  }

  private async state(): Promise<ProgramState> {
    const state = await readState();
    this.show(state.problem);
    const title = document.querySelector('[data-role=name]');
    if (title !== null) title.textContent = `${state.name} · ${(state.size / 1024).toFixed(1)} KiB`;
    document.title = state.name;
    return state;
  }

  private show(problem: string | null): void {
    const place = byId('problem');
    place.hidden = problem === null;
    place.textContent = problem;
  }

  /** One change after the other: reloading in the midst of an opening would leave two frames. */
  private inTurn(act: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(act, act);
    return this.turn;
  }
}
