/**
 * The real shell over a workspace in memory. `?start=first-start&theme=dark&locale=ar&zoom=150&demo=none`
 * choose what is shown; `window.banyanGallery` gives scripts the controls of the fake.
 */
import * as v from 'valibot';
import { settingsSchema } from '@domain/settings/settings.ts';
import { mountApplication } from '../../../../src/renderer/shell/mount.tsx';
import { createFakeApplication, type FakeApplication } from '../fakeApplication.ts';
import { fakeAccountId, fakeSpaceId } from '../fakeIds.ts';

declare global {
  interface Window {
    banyanGallery: { readonly application: FakeApplication; readonly spaceOf: (person: string) => string };
  }
}

const query = new URLSearchParams(location.search);
const start = v.fallback(v.picklist(['opening', 'rebuilding', 'first-start', 'ready', 'failed']), 'ready');
const application = createFakeApplication({
  start: v.parse(start, query.get('start')),
  hasDemo: query.get('demo') !== 'none',
  delay: 40,
});
application.workspace.controls.store.change((state) => {
  state.settings = v.parse(settingsSchema, {
    ...state.settings,
    theme: query.get('theme') ?? 'system',
    locale: query.get('locale') ?? 'en',
    zoom: Number(query.get('zoom') ?? 100),
  });
  localStorage.setItem('banyan.appearance', JSON.stringify(state.settings));
});
window.banyanGallery = { application, spaceOf: (person) => fakeSpaceId(fakeAccountId(person)) };

const root = document.getElementById('root');
if (root) mountApplication(root, application);
