import type { EventId } from '@shared/ids.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import type { LaneId, LaneSeat, LaneSeatEvents, RealtimeLanes } from '@ports/realtimeLanes.ts';
import type { Disposer, Snapshot } from '@ports/snapshot.ts';

type LanedLink = Pick<PeerLink, 'lane'>;

/** The lanes of links, each made when a program first needs it. Its owner hears when one is there or gone. */
export class LinkLanes<Link extends { readonly link: LanedLink }> {
  private readonly known = new Map<Link, { readonly lane: Snapshot<LaneId | null>; readonly stop: Disposer }>();
  private readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  /** Makes the lane of a link, if there can be one. */
  open(link: Link): void {
    if (this.known.has(link)) return;
    const lane = link.link.lane?.();
    if (lane !== undefined) this.known.set(link, { lane, stop: lane.subscribe(this.changed) });
  }

  /** Null while the other end has none. */
  of(link: Link): LaneId | null {
    return this.known.get(link)?.lane.get() ?? null;
  }

  forget(link: Link): void {
    this.known.get(link)?.stop();
    this.known.delete(link);
  }
}

/** The way of one program's realtime messages past the app's page (MPH-47): begun when its page can take the port. */
export class ProgramLane {
  private seat: LaneSeat | null = null;
  private isPaused = false;
  private told = '';

  get isOpen(): boolean {
    return this.seat !== null;
  }

  /** Begins it, where there is such a way. */
  open(lanes: RealtimeLanes | undefined, instance: EventId, events: LaneSeatEvents): void {
    this.close();
    this.seat = lanes?.sit(instance, events) ?? null;
  }

  /** A page that stands still hears nothing: what it does not take would pile up. */
  setPaused(isPaused: boolean): void {
    this.isPaused = isPaused;
  }

  /** Says whom the program speaks to and hears from now on. */
  reach(to: readonly (LaneId | null)[], from: readonly (LaneId | null)[]): void {
    if (this.seat === null) return;
    const reach = {
      to: to.filter((lane) => lane !== null),
      from: this.isPaused ? [] : from.filter((lane) => lane !== null),
      hasOthers: to.includes(null),
    };
    const told = JSON.stringify(reach);
    if (told === this.told) return;
    this.told = told;
    this.seat.reach(reach);
  }

  close(): void {
    this.seat?.leave();
    this.seat = null;
    this.told = '';
  }
}
