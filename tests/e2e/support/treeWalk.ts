/** A walk through the accessibility tree, as who cannot see the screen goes through it: what is told wrong or not at all is a defect. */
import { type Page, expect } from '@playwright/test';

/** A node of the tree as the browser gives it to assistive technology. */
export interface TreeNode {
  readonly id: string;
  readonly parent: string | null;
  readonly children: readonly string[];
  readonly role: string;
  readonly name: string;
  readonly isFocusable: boolean;
  readonly isModal: boolean;
  /** Of a heading. */
  readonly level: number | null;
}

/** The tree without what is not told; the children of what is left out are those of its parent. */
export async function readTree(page: Page): Promise<readonly TreeNode[]> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('Accessibility.enable');
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    return toldOf(nodes);
  } finally {
    await session.detach();
  }
}

/** What of a node the browser sends is read here. */
interface WireNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly childIds?: readonly string[];
  readonly role?: { readonly value?: unknown };
  readonly name?: { readonly value?: unknown };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
}

function toldOf(nodes: readonly WireNode[]): readonly TreeNode[] {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const told: TreeNode[] = [];
  const childrenOf = (node: WireNode): readonly WireNode[] =>
    (node.childIds ?? []).flatMap((id) => {
      const child = byId.get(id);
      if (child === undefined) return [];
      return child.ignored ? childrenOf(child) : [child];
    });
  const walk = (node: WireNode, parent: string | null): void => {
    const children = childrenOf(node);
    if (!node.ignored) told.push({ ...factsOf(node), parent, children: children.map(({ nodeId }) => nodeId) });
    for (const child of children) walk(child, node.ignored ? parent : node.nodeId);
  };
  const [root] = nodes;
  if (root !== undefined) walk(root, null);
  return told;
}

function factsOf({ nodeId, role, name, properties = [] }: WireNode): Omit<TreeNode, 'parent' | 'children'> {
  const property = (wanted: string) => properties.find((one) => one.name === wanted)?.value.value;
  const level = property('level');
  return {
    id: nodeId,
    role: textOf(role?.value),
    name: textOf(name?.value).trim(),
    isFocusable: property('focusable') === true,
    isModal: property('modal') === true,
    level: typeof level === 'number' ? level : null,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Roles that say nothing of what one is at. */
const SILENT = new Set([
  'generic',
  'none',
  'presentation',
  'StaticText',
  'InlineTextBox',
  'Section',
  'LabelText',
  'LayoutTable',
]);
/** What one acts with. */
const ACTS = new Set([
  'button',
  'link',
  'menuitem',
  'tab',
  'checkbox',
  'switch',
  'radio',
  'textbox',
  'searchbox',
  'combobox',
]);
/** Within one of these, two acts of one name are two of one row, one message, one bar. */
const PLACES = new Set([
  'toolbar',
  'navigation',
  'listitem',
  'article',
  'group',
  'menu',
  'tablist',
  'banner',
  'search',
  'form',
]);
const LISTS: Readonly<Record<string, ReadonlySet<string>>> = {
  list: new Set(['listitem']),
  menu: new Set(['menuitem', 'menuitemradio', 'menuitemcheckbox', 'group', 'separator']),
  tablist: new Set(['tab']),
  listbox: new Set(['option', 'group']),
  radiogroup: new Set(['radio']),
};

/** Everything in a tree that would leave who hears it without an answer to: where am I, what is this, which of them. */
export function barriersIn(tree: readonly TreeNode[]): readonly string[] {
  const byId = new Map(tree.map((node) => [node.id, node]));
  return [
    ...namelessIn(tree),
    ...headingGapsIn(tree),
    ...landmarkFaultsIn(tree),
    ...emptyListsIn(tree, byId),
    ...sameNamesIn(tree, byId),
  ];
}

function namelessIn(tree: readonly TreeNode[]): readonly string[] {
  return tree
    .filter(({ isFocusable, role }) => isFocusable && role !== 'RootWebArea')
    .flatMap((node) => {
      if (SILENT.has(node.role)) return [`can be focused and has no role: ${lineOf(node)}`];
      return node.name === '' && !hasOwnWords(node) ? [`can be focused and has no name: ${lineOf(node)}`] : [];
    });
}

/** The panes are gone to as a whole, and say their own name or that of what is in them. */
function hasOwnWords({ role }: TreeNode): boolean {
  return role === 'main' || role === 'Iframe';
}

/** The first heading is of the first level, in a window over the screen of the second; none is more than one below that before it. */
function headingGapsIn(tree: readonly TreeNode[]): readonly string[] {
  const above = isCovered(tree) ? 1 : 0;
  const headings = tree.filter(({ role }) => role === 'heading');
  const gaps = headings.flatMap((heading, index) => {
    const before = headings[index - 1]?.level ?? above;
    const level = heading.level ?? 0;
    return level > before + 1 ? [`a heading of level ${level} after one of level ${before}: ${lineOf(heading)}`] : [];
  });
  const nameless = headings
    .filter(({ name }) => name === '')
    .map((heading) => `a heading without words: ${lineOf(heading)}`);
  return [...(headings.length + above === 0 ? ['no heading'] : []), ...gaps, ...nameless];
}

const COVERS = new Set(['dialog', 'alertdialog', 'menu']);

function isCovered(tree: readonly TreeNode[]): boolean {
  return tree.some(({ role, isModal }) => isModal || COVERS.has(role));
}

/** One main part, unless a window lies over everything; and no two landmarks of one kind and one name. */
function landmarkFaultsIn(tree: readonly TreeNode[]): readonly string[] {
  const mains = tree.filter(({ role }) => role === 'main').length;
  const landmarks = tree.filter(({ role }) => ['navigation', 'region', 'complementary', 'search'].includes(role));
  const names = landmarks.map(({ role, name }) => `${role} “${name}”`);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...(!isCovered(tree) && mains !== 1 ? [`${mains} main parts`] : []),
    ...new Set(twice.map((name) => `two landmarks are ${name}`)),
  ];
}

/** A list has items, and nothing else. */
function emptyListsIn(tree: readonly TreeNode[], byId: ReadonlyMap<string, TreeNode>): readonly string[] {
  return tree.flatMap((list) => {
    const wanted = LISTS[list.role];
    if (wanted === undefined) return [];
    const children = list.children.map((id) => byId.get(id)?.role ?? '').filter((role) => !SILENT.has(role));
    if (children.length === 0 && !hasWithin(list, wanted, byId)) return [`has nothing in it: ${lineOf(list)}`];
    const strangers = children.filter((role) => !wanted.has(role));
    return strangers.length > 0 ? [`has ${strangers.join(', ')} in it: ${lineOf(list)}`] : [];
  });
}

function hasWithin(node: TreeNode, wanted: ReadonlySet<string>, byId: ReadonlyMap<string, TreeNode>): boolean {
  return node.children.some((id) => {
    const child = byId.get(id);
    return child !== undefined && (wanted.has(child.role) || hasWithin(child, wanted, byId));
  });
}

/** Acts of one role and one name in one place: nobody can tell which is which. */
function sameNamesIn(tree: readonly TreeNode[], byId: ReadonlyMap<string, TreeNode>): readonly string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const node of tree) {
    if (!ACTS.has(node.role) || node.name === '') continue;
    const place = placeOf(node, byId);
    if (place === null) continue;
    const key = `${place.id} ${node.role} ${node.name}`;
    if (seen.has(key)) twice.add(`two are ${node.role} “${node.name}” in ${lineOf(place)}`);
    seen.add(key);
  }
  return [...twice];
}

function placeOf(node: TreeNode, byId: ReadonlyMap<string, TreeNode>): TreeNode | null {
  let parent = node.parent === null ? undefined : byId.get(node.parent);
  while (parent !== undefined && !PLACES.has(parent.role)) {
    parent = parent.parent === null ? undefined : byId.get(parent.parent);
  }
  return parent ?? null;
}

function lineOf({ role, name }: TreeNode): string {
  return `${role} “${name.slice(0, 80)}”`;
}

/** Fails softly with every barrier that a walk through the tree of the screen as it is now comes upon. */
export async function expectReadable(page: Page, where: string): Promise<void> {
  expect.soft(barriersIn(await readTree(page)), `heard: ${where}`).toEqual([]);
}
