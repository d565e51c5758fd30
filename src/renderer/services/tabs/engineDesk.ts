import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { TabChannel } from '@ports/tabs.ts';
import type { RealtimeBus } from '../mini/realtimeBus.ts';
import { RealtimeDesk } from './realtimeDesk.ts';
import { type TabMessage, type TabState, readTabMessage } from './tabMessages.ts';

/** What the engine's tab does for the others. */
export interface EngineDeskParts {
  readonly channel: TabChannel;
  readonly state: () => TabState;
  readonly realtime: RealtimeBus;
  readonly clock: Clock;
  /** Does an act, unless it cannot begin before its `until`. */
  readonly act: (message: TabMessage & { t: 'act' }) => Promise<unknown>;
}

/** The engine's side towards the other tabs of the profile (TAB-1…TAB-7): tells state, does their acts, knows whether they are watched. */
export class EngineDesk {
  private readonly watchedTabs = new Set<string>();
  private readonly stop: Disposer;
  private readonly realtime: RealtimeDesk;
  private readonly parts: EngineDeskParts;

  constructor(parts: EngineDeskParts) {
    this.parts = parts;
    this.realtime = new RealtimeDesk(parts);
    this.stop = parts.channel.onMessage((value) => {
      const message = readTabMessage(value);
      if (message?.t === 'join') this.tell();
      if (message?.t === 'watched') this.setWatched(message.tab, message.watched);
      if (message?.t === 'act') void this.act(message);
    });
    this.tell();
  }

  /** Whether any other tab is being looked at. */
  isWatched(): boolean {
    return this.watchedTabs.size > 0;
  }

  tell(): void {
    this.parts.channel.post(this.parts.state());
  }

  dispose(): void {
    this.stop();
    this.realtime.dispose();
  }

  private setWatched(tab: string, watched: boolean): void {
    if (watched) this.watchedTabs.add(tab);
    else this.watchedTabs.delete(tab);
  }

  private async act(message: TabMessage & { t: 'act' }): Promise<void> {
    const result = await this.parts.act(message);
    this.parts.channel.post({ t: 'result', id: message.id, result });
  }
}
