/** The kit's page: people side by side with one program open, by the product's own host, bridge and frames. */
import { FrameProgramViews } from '@adapters/programs/frameProgramViews.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { byId } from './element.ts';
import { KitHost } from './kitHost.ts';
import { onPacked } from './programState.ts';
import { ReportView } from './reportView.ts';
import { Stage } from './stage.ts';
import { drawTools } from './tools.ts';

// What loads the page again where this script is missing looks for it.
document.documentElement.dataset['code'] = 'here';
const MOST_PEERS = 8;
const asked = Number(new URLSearchParams(location.search).get('peers') ?? 2);
const peers = Number.isInteger(asked) && asked >= 1 && asked <= MOST_PEERS ? asked : 2;

const reports = new ReportView(byId('reports'));
const stage = new Stage({ views: new FrameProgramViews(new KitHost(), systemClock), reports, peers });
drawTools(byId('tools'), stage);
onPacked(() => void stage.reopen());
window.addEventListener('scroll', () => stage.place(), { passive: true });
window.addEventListener('resize', () => stage.place());
await stage.reset();
document.documentElement.dataset['ready'] = 'yes';
