/**
 * Who may import whom, as a table: each layer names what it may reach, and anything else is a violation. Type-only
 * imports count. The table is the one in CONTRIBUTING.md; change both together.
 *
 * @typedef {object} Layer
 * @property {string} name
 * @property {string} path      regular expression on the importing file
 * @property {string[]} layers  names of other layers it may import
 * @property {string[]} packages  npm packages it may import
 * @property {boolean} [node]   whether it may import Node's own modules
 * @property {string} why       what to do instead, shown with the violation
 */

const shared = '^src/shared/';
const renderer = '^src/renderer/';

/** Where each layer lives. */
const places = {
  shared,
  contract: '^src/shared/ipc/',
  mainServices: '^src/main/services/',
  main: '^src/main/(?!services/)',
  peer: '^src/peer/',
  preload: '^src/preload/',
  mini: '^src/mini/',
  programs: '^resources/mini-programs/',
  miniTypes: '^packages/mini/',
  domain: `${renderer}domain/`,
  ports: `${renderer}ports/`,
  services: `${renderer}services/`,
  contexts: `${renderer}services/[^/]+/context\\.tsx$`,
  manifest: '^package\\.json$',
  adapters: `${renderer}adapters/`,
  ui: `${renderer}ui/`,
  i18n: `${renderer}i18n/`,
  features: `${renderer}features/`,
  shell: `${renderer}(shell/|[^/]+$)`,
};

const inner = ['domain', 'ports', 'shared'];
const reactPackages = ['react', 'react-dom'];

/** The one library each adapter wraps. A folder not listed may import none. */
const adapterPackages = {
  webrtc: ['y-webrtc', 'yjs', 'y-protocols', 'lib0'],
  dexie: ['dexie'],
  media: ['qr'],
  cashu: ['@cashu/cashu-ts'],
  markup: ['dompurify', 'marked'],
  feeds: ['feedsmith'],
  'host-browser': ['cborg'],
};

/** @type {Layer[]} */
const layers = [
  {
    name: 'shared',
    path: places.shared,
    layers: [],
    packages: ['valibot'],
    why: 'shared holds only what both sides of the host contract need: no DOM, no Node, nothing of ours.',
  },
  {
    name: 'main-services',
    path: places.mainServices,
    layers: ['shared'],
    packages: [
      'ws',
      'valibot',
      'cborg',
      'smol-toml',
      '@nats-io/transport-node',
      '@nats-io/jetstream',
      'multicast-dns',
      'https-proxy-agent',
      'socks-proxy-agent',
      'age-encryption',
      'hash-wasm',
      '@noble/ciphers',
    ],
    node: true,
    why: 'src/main/services is plain Node, used by both editions: never electron, never the renderer.',
  },
  {
    name: 'main',
    path: places.main,
    layers: ['shared', 'mainServices', 'manifest'],
    packages: ['electron', 'ws', 'valibot'],
    node: true,
    why: 'the two hosts are thin: put the capability in src/main/services.',
  },
  {
    name: 'peer',
    path: places.peer,
    layers: ['shared', 'domain', 'ports', 'services', 'adapters', 'mainServices', 'manifest'],
    packages: ['node-datachannel', 'ws', 'valibot'],
    node: true,
    why: 'the home box joins the engine with Node, as the shell joins it with a window: nothing of screens, nothing of Electron.',
  },
  {
    name: 'preload',
    path: places.preload,
    layers: ['contract', 'shared'],
    packages: ['electron'],
    why: 'the preload exposes the contract and nothing else, so that the sandbox stays on.',
  },
  {
    name: 'mini',
    path: places.mini,
    layers: ['shared'],
    packages: ['yjs'],
    why: "src/mini runs inside a stranger's page: it knows the bridge of src/shared/mini and nothing of the app.",
  },
  {
    name: 'programs',
    path: places.programs,
    layers: ['miniTypes'],
    packages: [],
    why: 'our programs are made as anyone could make them: of the public API and its types, and nothing of the app.',
  },
  {
    name: 'domain',
    path: places.domain,
    layers: ['shared'],
    packages: ['yjs', 'lib0', 'valibot', 'cborg', '@noble/ciphers', '@noble/hashes', '@scure/bip39', 'thumbhash'],
    why: 'domain is pure rules: reach the outside through a port.',
  },
  {
    name: 'ports',
    path: places.ports,
    layers: ['domain', 'shared'],
    packages: [],
    why: 'a port only describes: implementations live in adapters.',
  },
  {
    name: 'services',
    path: `${places.services}(?!.*context\\.tsx$)`,
    layers: inner,
    packages: ['yjs', 'y-protocols', 'lib0', 'valibot'],
    why: 'services reach the outside through ports, and are handed their adapters by the shell.',
  },
  {
    name: 'contexts',
    path: places.contexts,
    layers: ['services', ...inner],
    packages: ['react'],
    why: 'a context.tsx hands a service to components and does nothing else.',
  },
  {
    name: 'ui',
    path: places.ui,
    layers: [],
    packages: [...reactPackages, 'react-aria-components', 'lucide-react', 'qr', 'uplot'],
    why: 'ui is the design system: it knows no feature, service or record.',
  },
  {
    name: 'i18n',
    path: places.i18n,
    layers: ['domain', 'ports', 'shared'],
    packages: ['react', 'react-intl', 'react-aria-components'],
    why: 'i18n turns codes and values into words and nothing more.',
  },
  {
    name: 'features',
    path: places.features,
    layers: ['services', 'ui', 'i18n', ...inner],
    packages: [
      ...reactPackages,
      'react-aria-components',
      'react-error-boundary',
      'react-intl',
      'lucide-react',
      'wouter',
      'virtua',
      'frimousse',
      'emojibase-data',
      'cldr-annotations-full',
      'prosemirror-[a-z]+',
    ],
    why: 'features are given services by context: never an adapter, never the wrapped libraries.',
  },
];

/** @param {string} name */
const placeOf = (name) => {
  const place = Object.entries(places).find(([key]) => key === name);
  if (place === undefined) throw new Error(`No layer is called ${name}`);
  return place[1];
};

/** @param {readonly string[]} packages */
const packagePaths = (packages) => packages.map((name) => `^node_modules/(@types/)?${name}/`);

/** @param {Layer} layer */
function ruleFor(layer) {
  const pathNot = [layer.path, ...layer.layers.map(placeOf), ...packagePaths(layer.packages)];
  return {
    name: `layer-${layer.name}`,
    severity: 'error',
    comment: layer.why,
    from: { path: layer.path },
    to: layer.node === true ? { pathNot, dependencyTypesNot: ['core'] } : { pathNot },
  };
}

const adapterRules = [
  ...Object.entries(adapterPackages).map(([folder, packages]) => ({
    name: `layer-adapter-${folder}`,
    severity: 'error',
    comment: `an adapter wraps one library; ${folder} wraps ${packages.join(', ')}.`,
    from: { path: `${places.adapters}${folder}/` },
    to: { pathNot: [`${places.adapters}${folder}/`, ...inner.map(placeOf), ...packagePaths(['valibot', ...packages])] },
  })),
  {
    name: 'layer-adapters',
    severity: 'error',
    comment: 'an adapter implements a port and wraps one library; name that library in scripts/graph/layers.mjs.',
    from: {
      path: `${places.adapters}([^/]+)/`,
      pathNot: Object.keys(adapterPackages).map((name) => `${places.adapters}${name}/`),
    },
    to: { pathNot: [`${places.adapters}$1/`, ...inner.map(placeOf), ...packagePaths(['valibot'])] },
  },
];

/** Every rule of the import graph, in dependency-cruiser's form. */
export const forbidden = [
  ...layers.map(ruleFor),
  ...adapterRules,
  {
    name: 'features-stay-apart',
    severity: 'error',
    comment: 'a feature never imports another feature: share through ui or a service.',
    from: { path: `${places.features}([^/]+)/` },
    to: { path: places.features, pathNot: `${places.features}$1/` },
  },
  {
    name: 'layer-shell',
    severity: 'error',
    comment: 'the shell wires everything of the renderer, and reaches main only through the host contract.',
    from: { path: places.shell },
    to: { path: ['^src/main/', '^src/preload/', '^node_modules/(y-webrtc|dexie|electron)/'] },
  },
  {
    name: 'wallet-verifier-alone',
    severity: 'error',
    comment: 'what checks the wallet shares only the codec with it, or a mistake would be in both.',
    from: { path: '^scripts/wallet/' },
    to: { path: ['^src/', '^tests/'], pathNot: [`${renderer}domain/codec/`, places.shared] },
  },
  {
    name: 'renderer-without-node',
    severity: 'error',
    comment: "the renderer is sandboxed: Node's modules are not there.",
    from: { path: renderer },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'source-stays-in-source',
    severity: 'error',
    comment: 'the product never imports tests, scripts, benchmarks or what was built.',
    from: { path: '^(src|resources)/' },
    to: { path: '^(tests|scripts|bench|out)/' },
  },
  {
    name: 'no-cycle',
    severity: 'error',
    comment: 'break the circle: move what both need below them.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-unresolved',
    severity: 'error',
    comment: 'this import leads nowhere: check the path, its ending and the alias.',
    from: { path: '^src/' },
    to: { couldNotResolve: true },
  },
];
