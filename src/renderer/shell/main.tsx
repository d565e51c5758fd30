import { awaitFirstPaint } from './firstPaint.ts';
import { returnToPlace } from './keptPlace.ts';
import { mountApplication } from './mount.tsx';
import { ProfileChoice } from './profileChoice.ts';
import { startApplication } from './startApplication.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
returnToPlace();
const painting = awaitFirstPaint();
const choice = new ProfileChoice();
const application = startApplication(painting.over, choice);
mountApplication(root, application, { onListed: painting.announce, choice: choice.open });
