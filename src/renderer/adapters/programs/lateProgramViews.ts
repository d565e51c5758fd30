import { once } from '@shared/once.ts';
import { type Result, fail } from '@shared/result.ts';
import type { ProgramMount, ProgramView, ProgramViewError, ProgramViews } from '@ports/programViews.ts';

/** Views of programs whose code is fetched when something of them is first asked for, and again where it did not come. */
export class LateProgramViews implements ProgramViews {
  private readonly load: () => Promise<ProgramViews>;

  /** @param load Fetches the code; rejects when it does not come. */
  constructor(load: () => Promise<ProgramViews>) {
    this.load = once(load);
  }

  expect(): void {
    void this.fetched().then((views) => views?.expect());
  }

  async mount(mount: ProgramMount): Promise<Result<ProgramView, ProgramViewError>> {
    return (await this.fetched())?.mount(mount) ?? NO_CODE;
  }

  async stored(label: string): Promise<number | null> {
    return (await this.fetched())?.stored(label) ?? null;
  }

  async wipe(label: string): Promise<Result<void, ProgramViewError>> {
    return (await this.fetched())?.wipe(label) ?? NO_CODE;
  }

  private fetched(): Promise<ProgramViews | null> {
    return this.load().catch(() => null);
  }
}

const NO_CODE = fail('host-unreachable', 'the code of views did not come');
