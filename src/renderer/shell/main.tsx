import { awaitFirstPaint } from './firstPaint.ts';
import { mountApplication } from './mount.tsx';
import { startApplication } from './startApplication.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
const painting = awaitFirstPaint();
mountApplication(root, startApplication(painting.over), painting.announce);
