import { type ReactNode, useCallback } from 'react';
import type { MessageWindow, MessageWindowState } from '@services/workspace/messageViews.ts';
import { LogScroller, type LogScrollerProps } from '@ui/scroll/LogScroller.tsx';
import type { LogRow } from './logRows.ts';
import { estimateRow } from './rowHeight.ts';

interface WindowScrollerProps extends Pick<
  LogScrollerProps<LogRow>,
  'rows' | 'handle' | 'openAt' | 'onView' | 'renderRow' | 'label'
> {
  readonly window: MessageWindow;
  readonly state: MessageWindowState;
}

/** The rows of a window over messages, which is moved as one scrolls. */
export function WindowScroller({ window, state, ...rest }: WindowScrollerProps): ReactNode {
  const { hasOlder, hasNewer } = state;
  const askOlder = useCallback(() => {
    if (hasOlder) window.older();
  }, [window, hasOlder]);
  const askNewer = useCallback(() => {
    if (hasNewer) window.newer();
  }, [window, hasNewer]);
  return (
    <LogScroller
      {...rest}
      estimate={estimateRow}
      isEndNewest={!hasNewer}
      hasOlder={hasOlder}
      onNearStart={askOlder}
      onNearEnd={askNewer}
      isBusy={false}
    />
  );
}
