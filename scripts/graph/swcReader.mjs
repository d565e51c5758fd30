import { createRequire } from 'node:module';
import { listOf } from '../setup/json.mjs';

/**
 * @typedef {{ type?: string, [key: string]: unknown }} SyntaxNode
 * @typedef {(path: string, options: Record<string, unknown>) => { body: SyntaxNode[] }} ParseFile
 */

/** @param {unknown} value @returns {value is SyntaxNode} */
function isNode(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param {unknown} value @returns {string | undefined} */
function literalText(value) {
  if (!isNode(value)) return undefined;
  if (value.type === 'StringLiteral') return String(value['value']);
  if (value.type !== 'TemplateLiteral') return undefined;
  const [part, ...more] = listOf(value['quasis']);
  return isNode(part) && more.length === 0 ? String(part['cooked']) : undefined;
}

/** @param {SyntaxNode} node @returns {string | undefined} */
function calledModule(node) {
  const callee = node['callee'];
  const [first] = listOf(node['arguments']);
  if (!isNode(callee) || callee.type !== 'Import' || !isNode(first)) return undefined;
  return literalText(first['expression']);
}

/** @param {SyntaxNode} node @returns {string | undefined} */
function importedModule(node) {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return literalText(node['source']);
    case 'TsImportType':
      return literalText(node['argument']);
    case 'TsExternalModuleReference':
      return literalText(node['expression']);
    case 'CallExpression':
      return calledModule(node);
    default:
      return undefined;
  }
}

/** @param {unknown} value @param {Set<string>} found */
function collect(value, found) {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
    return;
  }
  if (!isNode(value)) return;
  const name = importedModule(value);
  if (name !== undefined) found.add(name);
  for (const child of Object.values(value)) collect(child, found);
}

/**
 * Every module a syntax tree names: static and dynamic imports, re-exports, type-only imports and `import('x').T`.
 *
 * @param {unknown} tree
 * @returns {string[]}
 */
export function modulesNamedIn(tree) {
  /** @type {Set<string>} */
  const found = new Set();
  collect(tree, found);
  return [...found];
}

/** @param {string} value @returns {SyntaxNode} */
function importOf(value) {
  const span = { start: 0, end: 0, ctxt: 0 };
  return {
    type: 'ImportDeclaration',
    span,
    specifiers: [],
    source: { type: 'StringLiteral', span, value, raw: JSON.stringify(value) },
    typeOnly: false,
  };
}

/**
 * Repairs how dependency-cruiser reads TypeScript through swc. As it stands it cannot parse TSX, and its visitor misses
 * re-exported types, dynamic imports inside JSX and `import('x').T`. Each file is parsed here with the right options
 * and handed on as a plain list of the imports in it. The canary test proves that every form is seen.
 */
export function installSwcReader() {
  /** @type {unknown} */
  const loaded = createRequire(import.meta.url)('@swc/core');
  const swc = /** @type {{ parseFileSync: ParseFile }} */ (loaded);
  const parseFile = swc.parseFileSync.bind(swc);
  swc.parseFileSync = (path, options) => {
    const tree = parseFile(path, { ...options, tsx: path.endsWith('.tsx') });
    return { ...tree, body: modulesNamedIn(tree).map(importOf) };
  };
}
