/** Damage that knows CBOR: a well-formed message that says something else than it should. */
import type { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { decodeCanonical, encodeCanonical } from '@domain/codec/canonical.ts';
import { joinBytes } from '@domain/codec/bytes.ts';

/** Deeper or wider is looked at no more: there is enough to change. */
const MOST_CONTAINERS = 500;

type Tree = Record<string, unknown> | unknown[];

/** What may stand where something else was expected. */
function strange(random: SeededRandom): unknown {
  const values: readonly (() => unknown)[] = [
    () => null,
    () => true,
    () => 0,
    () => -1,
    () => 1.5,
    () => -0.1,
    () => Number.MAX_SAFE_INTEGER,
    () => 2 ** 53,
    () => 2n ** 64n - 1n,
    () => -(2n ** 63n),
    () => 1e308,
    () => '',
    () => 'x'.repeat(random.integer(70_000)),
    () => '\ud800\u202e\u0000',
    () => '__proto__',
    () => new Uint8Array(),
    () => random.bytes(31 + random.integer(3)),
    () => random.bytes(random.integer(70_000)),
    () => [],
    () => ({}),
    () => new Map<string, unknown>([['__proto__', { polluted: true }]]),
    () => Array.from({ length: random.integer(5000) }, () => 0),
    () => nested(1 + random.integer(2000)),
  ];
  return values[random.integer(values.length)]?.();
}

function nested(depth: number): unknown {
  let value: unknown = 0;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { k: value };
  return value;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}

/** The containers in a value, the value itself first; without recursion, for values may be deep. */
function containers(value: unknown): readonly Tree[] {
  const found: Tree[] = [];
  const left: unknown[] = [value];
  while (left.length > 0 && found.length < MOST_CONTAINERS) {
    const next = left.shift();
    if (!isTree(next)) continue;
    found.push(next);
    left.push(...Object.values(next).slice(0, MOST_CONTAINERS));
  }
  return found;
}

function edit(tree: Tree, random: SeededRandom): void {
  const keys = Object.keys(tree);
  const key = keys[random.integer(Math.max(1, keys.length))] ?? 'none';
  switch (random.integer(6)) {
    case 0:
      Reflect.deleteProperty(tree, key);
      return;
    case 1:
      if (Array.isArray(tree)) tree.unshift(strange(random));
      else Reflect.set(tree, ['extra', 'constructor', '', 't', 'v'][random.integer(5)] ?? '', strange(random));
      return;
    case 2:
      // One field with the value of another.
      Reflect.set(tree, key, Reflect.get(tree, keys[random.integer(Math.max(1, keys.length))] ?? key));
      return;
    case 3:
      if (Array.isArray(tree)) tree.push(...tree.slice(0, 64), strange(random));
      else Reflect.set(tree, `${key}x`, Reflect.get(tree, key));
      return;
    default:
      Reflect.set(tree, key, strange(random));
  }
}

/** A message with one to three of its values changed, as canonical CBOR; bytes that are no CBOR come back as they are. */
export function changeValues(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  const decoded = decodeCanonical(bytes);
  if (!decoded.ok) return bytes;
  const value = structuredClone(decoded.value);
  for (let edits = 1 + random.integer(3); edits > 0; edits -= 1) {
    const all = containers(value);
    const tree = all[random.integer(Math.max(1, all.length))];
    if (tree !== undefined) edit(tree, random);
  }
  return encodeOr(value, bytes);
}

/** The same value in a form that is not the canonical one. */
export function changeForm(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  const [head = 0] = bytes;
  const count = head & 0x1f;
  const forms = [
    // A map of indefinite length, one with a longer head, one within a tag, one with something behind it.
    () => joinBytes(Uint8Array.of(0xbf), bytes.subarray(1), Uint8Array.of(0xff)),
    () => joinBytes(Uint8Array.of(0xb8, count), bytes.subarray(1)),
    () => joinBytes(Uint8Array.of(0xbb, 0, 0, 0, 0, 0, 0, 0, count), bytes.subarray(1)),
    () => joinBytes(Uint8Array.of(0xd9, 0xd9, 0xf7), bytes),
    () => joinBytes(bytes, bytes),
    () => joinBytes(bytes, Uint8Array.of(0)),
  ];
  return forms[random.integer(forms.length)]?.() ?? bytes;
}

function encodeOr(value: unknown, otherwise: Uint8Array): Uint8Array {
  try {
    return encodeCanonical(value);
  } catch {
    // A change that CBOR has no form for is no message.
    return otherwise;
  }
}
