import type { NearbyActs, NearbyView } from '@services/workspace/nearbyWorkspace.ts';
import type { Outcome } from '@services/workspace/workspace.ts';

/** What a test can do to the local network. */
export interface FakeNearby {
  /** Who is there; set it as it is to be seen. */
  view: NearbyView;
  /** Whom one asked, in order. */
  readonly asked: string[];
  /** Whether one was shown the last time one looked. */
  isShown: boolean;
}

export function createFakeNearby(act: <T>(task: () => T) => Outcome<T>): {
  readonly controls: FakeNearby;
  readonly workspace: NearbyActs;
} {
  const controls: FakeNearby = {
    view: { state: 'on', hosts: 0, people: [], invites: [] },
    asked: [],
    isShown: false,
  };
  return {
    controls,
    workspace: {
      lookNearby: (isShown) =>
        act(() => {
          controls.isShown = isShown;
          return controls.view;
        }),
      askNearby: (id) =>
        act(() => {
          controls.asked.push(id);
          return controls.view.people.some((person) => person.id === id);
        }),
    },
  };
}
