import { useEffect } from 'react';
import { isPayLink } from '@domain/paycode/codeLimits.ts';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import type { Workspace } from '@services/workspace/workspace.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { type Place, pathOf } from '../routes.ts';

/** What turning an opened code into a dialog works with. */
export interface OpenedCodeOptions {
  readonly workspace: Workspace;
  readonly place: Place;
  readonly navigate: (path: string, options: { readonly replace: boolean }) => void;
  readonly setWish: (wish: WalletWish) => void;
}

/** Shows a code to pay with that was opened in the system or by address: `banyan://pay#…`, `#/pay/…`. It acts on nothing. */
export function useOpenedCode({ workspace, place, navigate, setWish }: OpenedCodeOptions): void {
  const opened = useSnapshot(workspace.openedLink);
  const { code } = place;
  useEffect(() => {
    if (opened === null || !isPayLink(opened)) return;
    workspace.takeOpenedLink();
    setWish({ kind: 'code', text: opened });
  }, [workspace, opened, setWish]);
  useEffect(() => {
    if (code === null) return;
    setWish({ kind: 'code', text: code });
    // The address of a code is not to be opened again by going back.
    navigate(pathOf('wallet'), { replace: true });
  }, [code, navigate, setWish]);
}
