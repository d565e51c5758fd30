/**
 * What a page shows, described and brought into the document with as few changes as it takes, so that focus, caret and scrolling stay. Only elements,
 * attributes, properties and text: no markup is ever read, whoever wrote it.
 */

type Events = { readonly [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void };
type Hook = (element: HTMLElement) => void;
type Styles = Readonly<Record<string, string>>;

/** Attributes and properties of an element by name, and what is not one of them. */
export interface Props {
  /** Tells siblings of one tag apart; without it their order does. */
  readonly key?: string;
  readonly on?: Events;
  /** Custom properties and other computed style. */
  readonly styles?: Styles;
  /** Called once the element is in the document. */
  readonly mounted?: Hook;
  /** Called when it is about to leave. */
  readonly leaving?: Hook;
  readonly [attribute: string]: string | number | boolean | null | undefined | Events | Styles | Hook;
}

/** An element as it shall be. */
export interface View {
  readonly tag: string;
  readonly props: Props;
  readonly children: readonly (View | string)[];
}

/** What may stand between: nothing at all, too. */
export type Child = View | string | number | false | null | undefined | readonly Child[];

/** Describes an element. */
export function h(tag: string, props: Props = {}, ...children: readonly Child[]): View {
  return { tag, props, children: flat(children) };
}

function flat(children: readonly Child[]): (View | string)[] {
  return children.flatMap((child): (View | string)[] => {
    if (child === null || child === undefined || child === false) return [];
    if (typeof child === 'number') return [String(child)];
    if (typeof child === 'string' || 'tag' in child) return [child];
    return flat(child);
  });
}

const SVG = 'http://www.w3.org/2000/svg';
const SPECIAL = new Set(['key', 'on', 'styles', 'mounted', 'leaving']);
/** What an attribute only begins with: the property says how it is. */
const PROPERTIES = new Set(['value', 'checked', 'disabled', 'selected', 'indeterminate', 'hidden', 'open']);
const drawn = new WeakMap<Node, View>();

/** Brings the children of `root` to what `views` say. */
export function render(root: Element, ...views: readonly Child[]): void {
  const focused = document.activeElement;
  const entered: (() => void)[] = [];
  fill(root, flat(views), entered);
  for (const enter of entered) enter();
  // An element that was moved has lost it.
  if (focused instanceof HTMLElement && focused !== document.activeElement && root.contains(focused)) focused.focus();
}

function fill(parent: Element, views: readonly (View | string)[], entered: (() => void)[]): void {
  const free = new Map<string, ChildNode[]>();
  for (const node of parent.childNodes) {
    const name = nameOf(drawn.get(node) ?? '');
    free.set(name, [...(free.get(name) ?? []), node]);
  }
  const nodes = views.map((view) => free.get(nameOf(view))?.shift() ?? create(view, parent));
  for (const node of [...free.values()].flat()) remove(node);
  let place = parent.firstChild;
  for (const [index, node] of nodes.entries()) {
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
    const view = views[index];
    if (view === undefined) continue;
    if (typeof view === 'string') {
      if (node.nodeValue !== view) node.nodeValue = view;
    } else draw(node, view, entered);
  }
}

const nameOf = (view: View | string) => (typeof view === 'string' ? '' : `${view.tag} ${view.props.key ?? ''}`);

function create(view: View | string, parent: Element): ChildNode {
  if (typeof view === 'string') return document.createTextNode(view);
  const isSvg = view.tag === 'svg' || parent.namespaceURI === SVG;
  return isSvg ? document.createElementNS(SVG, view.tag) : document.createElement(view.tag);
}

function remove(node: ChildNode): void {
  drawn.get(node)?.props.leaving?.(node as HTMLElement);
  node.remove();
}

function draw(node: ChildNode, view: View, entered: (() => void)[]): void {
  if (!(node instanceof Element)) return;
  const before = drawn.get(node);
  drawn.set(node, view);
  // Options come before the value of their list.
  fill(node, view.children, entered);
  setAll(node, before?.props ?? {}, view.props);
  const { mounted } = view.props;
  if (before === undefined && mounted !== undefined && node instanceof HTMLElement) entered.push(() => mounted(node));
}

function setAll(element: Element, before: Props, after: Props): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!SPECIAL.has(name)) set(element, name, after[name]);
  }
  for (const type of Object.keys(after.on ?? {})) {
    if (!Object.hasOwn(before.on ?? {}, type)) element.addEventListener(type, hear);
  }
  if (element instanceof HTMLElement) {
    for (const [name, value] of Object.entries(after.styles ?? {})) element.style.setProperty(name, value);
  }
}

/** One listener for all: what it calls is what was drawn last. */
function hear(event: Event): void {
  const { currentTarget } = event;
  if (!(currentTarget instanceof Node)) return;
  const listeners = drawn.get(currentTarget)?.props.on as Readonly<Record<string, (event: Event) => void>> | undefined;
  listeners?.[event.type]?.(event);
}

function set(element: Element, name: string, value: Props[string]): void {
  if (PROPERTIES.has(name) && name in element) setProperty(element, name, value);
  else {
    const text = attributeOf(name, value);
    if (text === null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

function setProperty(element: Element, name: string, value: Props[string]): void {
  const record = element as unknown as Record<string, unknown>;
  const wanted = value ?? (name === 'value' ? '' : false);
  // Setting a value anew, even to itself, moves the caret.
  if (record[name] !== wanted) record[name] = wanted;
}

/** Whether something is so is said by an attribute being there, or in words of its own. */
function attributeOf(name: string, value: Props[string]): string | null {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value !== 'boolean') return null;
  if (name.startsWith('aria-') || name.startsWith('data-')) return String(value);
  return value ? '' : null;
}

/** What an input, a list or a text area holds. */
export function valueOf({ currentTarget }: Event): string {
  const isField =
    currentTarget instanceof HTMLInputElement ||
    currentTarget instanceof HTMLSelectElement ||
    currentTarget instanceof HTMLTextAreaElement;
  return isField ? currentTarget.value : '';
}
