import { forbidden } from './scripts/graph/layers.mjs';
import { installSwcReader } from './scripts/graph/swcReader.mjs';

installSwcReader();

export default {
  forbidden,
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
    webpackConfig: { fileName: 'scripts/graph/resolve.cjs' },
    progress: { type: 'none' },
  },
};
