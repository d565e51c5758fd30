import { describe, expect, it } from 'vitest';
import { LateProgramViews } from '@adapters/programs/lateProgramViews.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { ProgramMount, ProgramView, ProgramViewError, ProgramViews } from '@ports/programViews.ts';

/** Views that note what they are asked. */
class NotedViews implements ProgramViews {
  readonly asked: string[] = [];
  expect(): void {
    this.asked.push('expect');
  }
  mount({ label }: ProgramMount): Promise<Result<ProgramView, ProgramViewError>> {
    this.asked.push(`mount ${label}`);
    return Promise.resolve(fail('program-package', 'as the test wants'));
  }
  stored(label: string): Promise<number | null> {
    this.asked.push(`stored ${label}`);
    return Promise.resolve(7);
  }
  wipe(label: string): Promise<Result<void, ProgramViewError>> {
    this.asked.push(`wipe ${label}`);
    return Promise.resolve(ok());
  }
}

// Nothing of it but the label is looked at here.
const MOUNT = { label: 'one' } as ProgramMount;

describe('views whose code comes late', () => {
  it('are fetched once, when something is first asked of them, and asked all of it in order', async () => {
    const views = new NotedViews();
    let fetched = 0;
    const late = new LateProgramViews(() => {
      fetched += 1;
      return Promise.resolve(views);
    });
    expect(fetched).toBe(0);
    late.expect();
    expect(await late.mount(MOUNT)).toMatchObject({ error: { code: 'program-package' } });
    expect(await late.stored('two')).toBe(7);
    expect(await late.wipe('two')).toEqual(ok());
    expect(views.asked).toEqual(['expect', 'mount one', 'stored two', 'wipe two']);
    expect(fetched).toBe(1);
  });

  it('say that the host does not answer while their code does not come, and are fetched again', async () => {
    const views = new NotedViews();
    let comes = false;
    const late = new LateProgramViews(() => (comes ? Promise.resolve(views) : Promise.reject(new TypeError('gone'))));
    late.expect();
    expect(await late.mount(MOUNT)).toMatchObject({ ok: false, error: { code: 'host-unreachable' } });
    expect(await late.stored('one')).toBeNull();
    expect(await late.wipe('one')).toMatchObject({ ok: false, error: { code: 'host-unreachable' } });
    comes = true;
    expect(await late.stored('one')).toBe(7);
    expect(views.asked).toEqual(['stored one']);
  });
});
