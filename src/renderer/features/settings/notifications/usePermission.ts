import { useCallback, useEffect, useState } from 'react';

/** What the system says about notifications. */
export type NotificationState = 'granted' | 'denied' | 'default' | 'unsupported';

/** The permission as it is now, followed while shown, and a way to ask for it. */
export interface PermissionControl {
  readonly state: NotificationState;
  readonly ask: () => void;
}

/** Follows the system's permission for notifications. */
export function usePermission(): PermissionControl {
  const [state, setState] = useState<NotificationState>(currentState);
  const refresh = useCallback(() => setState(currentState()), []);
  useEffect(() => followPermission(refresh), [refresh]);
  const ask = () => {
    if (currentState() === 'unsupported') return;
    void Notification.requestPermission().then(refresh, refresh);
  };
  return { state, ask };
}

function currentState(): NotificationState {
  return 'Notification' in window ? Notification.permission : 'unsupported';
}

/** Hears changes made in the system's or browser's own settings, where it tells; else looks again on return. */
function followPermission(refresh: () => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  window.addEventListener('focus', refresh, { signal });
  if (!('permissions' in navigator)) return () => listening.abort();
  navigator.permissions.query({ name: 'notifications' }).then(
    (status) => {
      if (!signal.aborted) status.addEventListener('change', refresh, { signal });
    },
    () => undefined,
  );
  return () => listening.abort();
}

/** Shows a notification; answers whether the system took it. */
export function showNotification(title: string, body: string): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const notification = new Notification(title, { body, tag: 'banyan-test' });
      notification.addEventListener('show', () => resolve(true));
      notification.addEventListener('error', () => resolve(false));
      // Some systems tell nothing at all.
      setTimeout(() => resolve(currentState() === 'granted'), 1500);
    } catch {
      resolve(false);
    }
  });
}
