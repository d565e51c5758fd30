/** What groups are told with in tests. */
import type { Group, GroupPolicy } from '@services/workspace/groupWorkspace.ts';
import type { Message } from '@services/workspace/workspace.ts';
import type { SpaceId } from '@shared/ids.ts';
import { settle } from '../../support/shared/settle.ts';
import { type Person, type World, must } from './world.ts';

/** What most groups of the tests begin with. */
export const OPEN_POLICY: GroupPolicy = { post: 'members', invite: 'admins', pin: 'admins', history: { kind: 'all' } };

/** Founds a group of contacts and lets it reach them. */
export async function found(
  world: World,
  owner: Person,
  {
    members = [],
    policy = {},
    name = 'Hikers',
  }: { members?: readonly Person[]; policy?: Partial<GroupPolicy>; name?: string } = {},
): Promise<SpaceId> {
  const accounts = await Promise.all(members.map((person) => person.account()));
  const made = await owner.workspace.createGroup({
    name,
    description: 'On Sundays',
    picture: { kind: 'generated' },
    members: accounts,
    policy: { ...OPEN_POLICY, ...policy },
  });
  await world.pass(3000);
  return must(made).space;
}

/** The group as a person sees it. */
export async function groupOf(person: Person, space: SpaceId): Promise<Group> {
  const group = await person.read(person.workspace.group(space));
  if (group === null) throw new Error(`${person.name} has no such group`);
  return group;
}

/** Names of the members as a person sees them, by rank and name. */
export async function membersOf(person: Person, space: SpaceId): Promise<readonly string[]> {
  return (await groupOf(person, space)).members.map(({ name }) => name);
}

/** Says something in a group. */
export async function sayIn(person: Person, space: SpaceId, text: string): Promise<string> {
  return must(await person.workspace.sendText(space, text)).id;
}

/** Every line a person sees in a group. */
export async function linesIn(person: Person, space: SpaceId): Promise<readonly Message[]> {
  const window = person.workspace.openMessages(space);
  await settle();
  // It opens at the first unread message.
  for (let step = 0; step < 7 && window.state.get().hasNewer; step += 1) {
    window.newer();
    await settle();
  }
  for (let step = 0; step < 7 && window.state.get().hasOlder; step += 1) {
    window.older();
    await settle();
  }
  const { messages } = window.state.get();
  window.dispose();
  return messages;
}

/** The words alone. */
export async function textsIn(person: Person, space: SpaceId): Promise<readonly string[]> {
  return (await linesIn(person, space)).flatMap(({ body }) => (body.kind === 'text' ? [body.text] : []));
}

/** What was done, as lines of the conversation say it. */
export async function actsIn(person: Person, space: SpaceId): Promise<readonly string[]> {
  return (await linesIn(person, space)).flatMap(({ body }) =>
    body.kind === 'notice' ? [`${body.notice.act}${body.notice.value === null ? '' : ` ${body.notice.value}`}`] : [],
  );
}
