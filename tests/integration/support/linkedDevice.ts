/** A further device of a person, linked as a person does it: by a code and six digits. */
import { Person, must } from './world.ts';

/** See the head of this file. It has begun, and its first start is over. */
export async function linkDevice(person: Person, seed: number, name = 'Laptop'): Promise<Person> {
  const { world } = person;
  const other = await new Person(world, person.name, seed).start();
  const code = must(await person.workspace.offerLink());
  const joining = must(await other.joining({ code: code.typed, name }));
  await world.pass(2000);
  const state = joining.state.get();
  if (state.status !== 'digits') throw new Error(`no digits: ${JSON.stringify(state)}`);
  must(await person.workspace.confirmLink(state.digits));
  await world.pass(1000);
  await joining.accept();
  await world.pass(3000);
  return other;
}
