import { fail, ok } from '@shared/result.ts';
import type { EventId } from '@shared/ids.ts';
import type { Host } from '@ports/host.ts';
import type { ProgramWindows } from '@ports/programWindows.ts';

/** The windows of the desktop host. */
export class HostProgramWindows implements ProgramWindows {
  private readonly host: Pick<Host, 'call'>;

  constructor(host: Pick<Host, 'call'>) {
    this.host = host;
  }

  showApp(): void {
    void this.host.call('window.focus', {});
  }

  async show(instance: EventId) {
    const shown = await this.host.call('window.program', { instance });
    if (shown.ok) return ok();
    const { code, message } = shown.error;
    return fail(code === 'unreachable' ? 'host-unreachable' : 'internal', message);
  }
}
