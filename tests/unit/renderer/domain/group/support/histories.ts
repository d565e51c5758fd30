/** Random lives of a group: several devices, each acting on what it has seen and may do, split and brought together. */
import fc from 'fast-check';
import { type GroupAction, mayDo } from '@domain/group/rights.ts';
import type { RosterAct } from '@domain/group/roster.ts';
import { Branch, account, personOf } from './story.ts';

const PEOPLE = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank'] as const;
/** Each acts apart; two are devices of one person. */
export const REPLICAS = ['alice', 'bob', 'carol', 'dave', 'alice/2'] as const;
const KINDS = [
  'add',
  'add',
  'remove',
  'remove',
  'promote',
  'demote',
  'hand-over',
  'leave',
  'rename',
  'policy',
  'learn',
  'learn',
  'dissolve',
] as const;

/** One step of one replica. */
export interface Step {
  readonly replica: number;
  readonly kind: (typeof KINDS)[number];
  readonly target: number;
  /** How far its clock is off, ms. */
  readonly skew: number;
  readonly cut: number;
}

/** Steps of a random life; dissolutions are rare, since nothing happens after. */
export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    replica: fc.nat({ max: REPLICAS.length - 1 }),
    kind: fc.oneof(
      { weight: 60, arbitrary: fc.constantFrom(...KINDS.slice(0, -1)) },
      { weight: 1, arbitrary: fc.constant('dissolve' as const) },
    ),
    target: fc.nat({ max: PEOPLE.length - 1 }),
    skew: fc.integer({ min: -3000, max: 3000 }),
    cut: fc.integer({ min: -1, max: 4 }),
  }),
  { minLength: 40, maxLength: 90 },
);

const targeted = { remove: 'remove', promote: 'promote', demote: 'demote', 'hand-over': 'hand-over-to' } as const;

/** Plays the steps; the branches are what each replica knows at the end. */
export function play(life: readonly Step[]): readonly Branch[] {
  const first = Branch.founded(['bob', 'carol', 'dave']);
  const branches = REPLICAS.map(() => first.fork());
  for (const step of life) {
    const branch = branches[step.replica];
    if (branch !== undefined) take(branch, step, branches);
  }
  return branches;
}

function take(branch: Branch, step: Step, branches: readonly Branch[]): void {
  const by = REPLICAS[step.replica] ?? 'alice';
  const name = PEOPLE[step.target] ?? 'alice';
  if (step.kind === 'learn') {
    const other = branches[step.target % branches.length];
    if (other !== undefined && other !== branch) branch.learn(other);
    return;
  }
  if (!mayDo(branch.roster(), account(personOf(by)), actionOf(step.kind, name))) return;
  perform(branch, { ...step, by, name });
}

function actionOf(kind: Exclude<Step['kind'], 'learn'>, name: string): GroupAction {
  if (kind in targeted) return { kind: targeted[kind as keyof typeof targeted], target: account(name) };
  if (kind === 'add') return { kind: 'invite' };
  return { kind: kind === 'leave' || kind === 'dissolve' ? kind : 'change' };
}

function perform(branch: Branch, step: Step & { readonly by: string; readonly name: string }): void {
  const { by, name } = step;
  const at = Math.max(0, (branch.acts.at(-1)?.at ?? 0) + step.skew);
  const place = { at, cuts: [[name, step.cut, step.cut]] as const };
  const moves: Record<Step['kind'], () => unknown> = {
    add: () => branch.add(by, name, place),
    remove: () => branch.remove(by, name, place),
    promote: () => branch.promote(by, name, place),
    demote: () => branch.demote(by, name, place),
    'hand-over': () => branch.handOver(by, name, place),
    leave: () => branch.leave(by, { at, cuts: [[by, branch.acts.length, 9]] }),
    policy: () => branch.policy(by, { invite: step.target % 2 === 0 ? 'members' : 'admins' }, place),
    rename: () => branch.rename(by, `Name ${step.target} ${step.skew}`, place),
    dissolve: () => branch.dissolve(by, place),
    learn: () => undefined,
  };
  moves[step.kind]();
}

/** Everything an act's author had seen, found by walking, without the code under test. */
export function pastOf(acts: readonly RosterAct[], act: RosterAct): readonly RosterAct[] {
  const byId = new Map(acts.map((each) => [each.id, each]));
  const past = new Set<RosterAct>();
  const open = [act];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const current = next;
    const before = acts.filter((each) => each.device === current.device && each.seq === current.seq - 1);
    const seen = current.act.seen.flatMap((id) => byId.get(id) ?? []);
    for (const parent of [...before, ...seen]) {
      if (past.has(parent)) continue;
      past.add(parent);
      open.push(parent);
    }
  }
  return [...past];
}
