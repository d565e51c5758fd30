import { type Result, fail, ok } from '@shared/result.ts';
import type { Keyset, MintTerms } from '@domain/cashu/records.ts';
import { plainText } from '@domain/cashu/plainText.ts';
import type { MintCraft } from '@ports/mintCraft.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { MintApi } from './mintApi.ts';

type Read<T> = Promise<Result<T, WorkspaceError>>;

/** What a mint says of itself, its keys checked (CSH-2). `mint-unsound`: none of its keys are what their id says. */
export async function readTerms(api: MintApi, craft: MintCraft): Read<MintTerms> {
  const info = await api.info();
  if (!info.ok) return info.error.code === 'mint-refused' ? fail('mint-unsound', info.error.message) : info;
  const keysets = await readKeysets(api, craft, []);
  if (!keysets.ok) return keysets;
  const { name, description, nuts } = info.value;
  const isAble = (nut: '8' | '9' | '11') => nuts[nut].supported;
  return ok({
    name: plainText(name, 60),
    description: plainText(description, 300),
    canLock: isAble('11'),
    canRestore: isAble('9'),
    givesChange: isAble('8'),
    keysets: [...keysets.value],
  });
}

/** The keysets there are now: keys that are known stay what they were, since their id is made of them. */
export async function readKeysets(api: MintApi, craft: MintCraft, known: readonly Keyset[]): Read<readonly Keyset[]> {
  const listed = await api.keysets();
  if (!listed.ok) return listed;
  const keysets: Keyset[] = [];
  for (const described of listed.value) {
    const before = known.find(({ id }) => id === described.id);
    const keys = before === undefined ? await api.keys(described.id) : ok(before.keys);
    if (!keys.ok) return keys;
    const keyset = { ...described, keys: keys.value };
    if (craft.isSound(keyset)) keysets.push(keyset);
  }
  // One that is told of no more still says how notes of it are checked.
  const gone = known.filter(({ id }) => !keysets.some((keyset) => keyset.id === id));
  const all = [...keysets, ...gone.map((keyset) => ({ ...keyset, isActive: false }))];
  return all.length === 0 ? fail('mint-unsound', 'no keys that fit their id') : ok(all);
}
