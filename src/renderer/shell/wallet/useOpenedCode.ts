import { useEffect } from 'react';
import { isChannelLink } from '@domain/channel/linkForm.ts';
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
  /** Says what a code is, and acts on it when the person says so. */
  readonly onScan: (text: string) => void;
}

/** Shows a code to pay with that was opened in the system or by address: `banyan://pay#…`, `#/pay/…`; or a channel's link. It acts on nothing. */
export function useOpenedCode({ workspace, place, navigate, setWish, onScan }: OpenedCodeOptions): void {
  const opened = useSnapshot(workspace.openedLink);
  const { code } = place;
  useEffect(() => {
    if (opened === null) return;
    if (!isPayLink(opened) && !isChannelLink(opened)) return;
    workspace.takeOpenedLink();
    if (isPayLink(opened)) setWish({ kind: 'code', text: opened });
    else onScan(opened);
  }, [workspace, opened, setWish, onScan]);
  useEffect(() => {
    if (code === null) return;
    setWish({ kind: 'code', text: code });
    // The address of a code is not to be opened again by going back.
    navigate(pathOf('wallet'), { replace: true });
  }, [code, navigate, setWish]);
}
