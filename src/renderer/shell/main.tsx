import { mendStyles } from '@ui/loading/mendStyles.ts';
import { awaitFirstPaint } from './firstPaint.ts';
import { returnToPlace } from './keptPlace.ts';
import { mountApplication } from './mount.tsx';
import { ProfileChoice } from './profileChoice.ts';
import { startApplication } from './startApplication.ts';

// What loads the page again where this script is missing looks for it (`public/again.js`).
document.documentElement.dataset['code'] = 'here';
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
mendStyles(document);
returnToPlace();
const painting = awaitFirstPaint();
const choice = new ProfileChoice();
const { application, lock, past } = startApplication(painting.over, choice);
mountApplication(root, application, {
  onListed: painting.announce,
  painted: painting.over,
  choice: choice.open,
  lock,
  past,
});
