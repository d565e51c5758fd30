/**
 * `mini.open`: from the click on a card to the first paint inside the program's frame. Cold: the host was just started and has looked at
 * no package, the app's page is new, and the instance was never opened. Warm: the same instance closed and opened again. Baseline: the
 * same files from a small server of their own, in a frame that a click puts into an empty page, in the same browser; cold at a name never
 * seen, warm at the same name again. Either way the pointer rests 100 ms on what is clicked before it is down, as `clickOn` says. One of our own programs and a large one; what is judged is the worst of the four.
 */
import type { Benchmark } from './support/benchmark.ts';
import { type ProgramFiles, bareApi, largeProgram, ownProgram, packed } from './support/benchPrograms.ts';
import { startHost } from './support/hosts.ts';
import type { ProgramPlan, SeededProgram } from './support/pageContract.ts';
import { type PlainPerson, reopenPlain } from './support/plainPeople.ts';
import { openTools, startNamed, tools } from './support/profiles.ts';
import { START, clickToPaint, closeProgram, listen, rest, showChat } from './support/programOpener.ts';
import { type RawServer, startRawServer } from './support/rawServer.ts';
import { type Measurement, figureOf, median, rounded } from './support/statistics.ts';
import { join } from 'node:path';

const QUESTION = {
  id: 'mini.open',
  title: 'Click on a card to the first paint of the program, the worst of cold and warm, small and large',
  unit: 'ms',
  goal: 'ratio ≤ 1.3',
  limits: [{ of: 'ratio', most: 1.3 }],
} as const;

/** Opened once more after the first time. */
const WARM = 3;

export const miniOpen: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const programs = { small: await ownProgram('checklist'), large: await largeProgram() };
    const rounds = quick ? 2 : 12;
    const person = await openerOf(programs, rounds);
    const raw = await startRawServer({
      small: [...programs.small, bareApi()],
      large: [...programs.large, bareApi()],
    });
    const times = new Times();
    for (let round = 0; round < rounds; round += 1) {
      for (const size of ['small', 'large'] as const) {
        const [seeded] = person.seeded.splice(
          person.seeded.findIndex(({ name }) => name.startsWith(size)),
          1,
        );
        if (seeded === undefined) throw new Error('a program is missing');
        const visits = [() => visitApp(person, seeded), () => visitRaw(person, raw, { size, place: `r${round}` })];
        if (round % 2 === 1) visits.reverse();
        for (const visit of visits) times.add(size, await visit());
      }
    }
    await person.opener.browser.close();
    return times.figure();
  },
};

/** Somebody with a chat for each opening that is cold. */
async function openerOf(programs: Readonly<Record<string, ProgramFiles>>, rounds: number) {
  const maker = await startNamed('Opener');
  await openTools(maker);
  const plans = Object.entries(programs).flatMap(([size, files]) =>
    Array.from({ length: rounds }, (_, round): ProgramPlan => ({
      name: `${size} ${round}`,
      packed: packed(files),
      space: null,
      updates: [],
    })),
  );
  const seeded = [...(await tools(maker.page, 'seedPrograms', plans))];
  const opener = await reopenPlain(maker);
  await listen(opener.page);
  return { opener, seeded, host: opener.host };
}

interface Visited {
  readonly where: 'app' | 'raw';
  readonly cold: number;
  readonly warm: readonly number[];
}

async function visitApp(
  person: { readonly opener: PlainPerson; host: PlainPerson['host'] },
  program: SeededProgram,
): Promise<Visited> {
  const { page, home } = person.opener;
  await person.host.end();
  person.host = await startHost(join(home, 'data'), 'kept');
  await page.goto(person.host.url);
  await page.until(`document.querySelector('a[href="#/chats/${program.space}"]') !== null`);
  await showChat(page, program);
  const cold = await clickToPaint(page, START);
  const warm: number[] = [];
  for (let time = 0; time < WARM; time += 1) {
    await rest(page);
    await closeProgram(page);
    await rest(page);
    warm.push(await clickToPaint(page, START));
  }
  return { where: 'app', cold, warm };
}

async function visitRaw(
  { opener: { page } }: { readonly opener: PlainPerson },
  raw: RawServer,
  { size, place }: { readonly size: string; readonly place: string },
): Promise<Visited> {
  await page.goto(raw.page(size, `${size}-${place}`));
  await rest(page);
  const cold = await clickToPaint(page, '#open');
  const warm: number[] = [];
  for (let time = 0; time < WARM; time += 1) {
    await rest(page);
    await page.ask("document.querySelector('iframe').remove()");
    await rest(page);
    warm.push(await clickToPaint(page, '#open'));
  }
  return { where: 'raw', cold, warm };
}

/** All times by what they are of. */
class Times {
  private readonly all = new Map<string, number[]>();

  add(size: string, { where, cold, warm }: Visited): void {
    this.of(size, 'cold', where).push(cold);
    this.of(size, 'warm', where).push(...warm);
  }

  figure() {
    const cases = ['small', 'large'].flatMap((size) =>
      ['cold', 'warm'].map((state) => {
        const measurement: Measurement = {
          measured: this.of(size, state, 'app'),
          baseline: this.of(size, state, 'raw'),
        };
        return { name: `${size} ${state}`, measurement, ratio: ratioOf(measurement) };
      }),
    );
    const [worst] = cases.toSorted((one, other) => other.ratio - one.ratio);
    if (worst === undefined) throw new Error('nothing was measured');
    const details: Record<string, string> = { judged: worst.name };
    for (const { name, measurement, ratio } of cases) {
      const { measured, baseline = [] } = measurement;
      details[name] = `${rounded(median(measured))}/${rounded(median(baseline))} = ${rounded(ratio)}`;
    }
    return figureOf(QUESTION, worst.measurement, details);
  }

  private of(size: string, state: string, where: Visited['where']): number[] {
    const name = [size, state, where].join(' ');
    const found = this.all.get(name) ?? [];
    this.all.set(name, found);
    return found;
  }
}

function ratioOf({ measured, baseline = [] }: Measurement): number {
  return median(measured) / median(baseline);
}
