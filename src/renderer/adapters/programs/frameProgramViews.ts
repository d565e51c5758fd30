import * as v from 'valibot';
import { WIPED_MESSAGE, canaryOutcomeSchema, storedSchema } from '@shared/mini/hostPages.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { Host } from '@ports/host.ts';
import type { ProgramMount, ProgramView, ProgramViewError, ProgramViews } from '@ports/programViews.ts';
import { askFrame } from './frameElement.ts';
import { FrameView } from './frameView.ts';
import { viewError } from './viewError.ts';

/** How long the host's own pages may take, ms. */
const PAGE_DEADLINE = 15_000;
/** The canary is begun anew after this, ms: it may have been what a change of the network took. */
const FIRST_CANARY = 5000;

/**
 * Shows programs in sandboxed frames: the browser edition. Before the first one a canary tries whether this browser keeps programs from
 * the network; where it does not, none is opened.
 */
export class FrameProgramViews implements ProgramViews {
  private readonly host: Host;
  private readonly clock: Clock;
  private safety: Promise<Result<void, ProgramViewError>> | null = null;

  constructor(host: Host, clock: Clock) {
    this.host = host;
    this.clock = clock;
  }

  expect(): void {
    void this.isSafe();
  }

  async mount(mount: ProgramMount): Promise<Result<ProgramView, ProgramViewError>> {
    const safe = await this.isSafe();
    if (!safe.ok) return safe;
    const { account, label, self, title } = mount;
    const mounted = await this.host.call('mini.mount', { account, package: mount.package, label, self });
    if (!mounted.ok) return viewError(mounted.error);
    const { url, mounting } = mounted.value;
    const onClose = () => this.host.call('mini.unmount', { label, mounting });
    const hold = (isFrozen: boolean) => this.host.call('mini.freeze', { label, isFrozen, mounting });
    const speaks = async (path: string) => {
      const asked = await this.host.call('mini.speaks', { label, path });
      return asked.ok && asked.value.speaks;
    };
    return ok(new FrameView({ url, title, clock: this.clock, hold, speaks, onClose }));
  }

  async stored(label: string): Promise<number | null> {
    const stored = await this.host.call('mini.stored', { label });
    if (!stored.ok || stored.value.url === null) return stored.ok ? stored.value.bytes : null;
    return askFrame(stored.value.url, { clock: this.clock, deadline: PAGE_DEADLINE, read: storedOf });
  }

  async wipe(label: string): Promise<Result<void, ProgramViewError>> {
    const wiping = await this.host.call('mini.wipe', { label });
    if (!wiping.ok) return viewError(wiping.error);
    const { url } = wiping.value;
    if (url === null) return ok();
    const read = (data: unknown) => (data === WIPED_MESSAGE ? true : null);
    const isWiped = await askFrame(url, { clock: this.clock, deadline: PAGE_DEADLINE, read });
    await this.host.call('mini.unmount', { label });
    return isWiped === true ? ok() : fail('internal', 'the page that clears an origin did not say that it had');
  }

  /** What the canary found is remembered; where it found nothing out it is asked again. */
  private isSafe(): Promise<Result<void, ProgramViewError>> {
    this.safety ??= this.tryOut().then((result) => {
      if (!result.ok) this.safety = null;
      return result;
    });
    return this.safety;
  }

  private async tryOut(): Promise<Result<void, ProgramViewError>> {
    const canary = await this.host.call('mini.canary', {});
    if (!canary.ok) return viewError(canary.error);
    const { url } = canary.value;
    if (url === null) return ok();
    const ask = (deadline: number) => askFrame(url, { clock: this.clock, deadline, read: outcomeOf });
    const outcome = (await ask(FIRST_CANARY)) ?? (await ask(PAGE_DEADLINE));
    return outcome === 'shut' ? ok() : fail('program-views-unsafe', `the canary says ${outcome ?? 'nothing'}`);
  }
}

function storedOf(data: unknown) {
  const parsed = v.safeParse(storedSchema, data);
  return parsed.success ? parsed.output.bytes : null;
}

function outcomeOf(data: unknown) {
  const parsed = v.safeParse(canaryOutcomeSchema, data);
  return parsed.success ? parsed.output.outcome : null;
}
