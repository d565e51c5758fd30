/** The published types and the script agree: what the one promises the other has. */
import * as v from 'valibot';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { type BridgeErrorCode, bridgeErrorCodes, programSelfSchema } from '@shared/mini/bridge.ts';
import { BRIDGE_VERSION } from '@shared/mini/bridgeLimits.ts';
import { type MiniPermission, miniPermissions } from '@shared/mini/package.ts';
import type {
  Banyan,
  BanyanErrorCode,
  Permission,
  RealtimeChannel,
  SendingMessage,
  SendingUpdate,
  Webxdc,
} from '../../../packages/mini/index.d.ts';
import manifest from '../../../packages/mini/package.json' with { type: 'json' };
import type { RealtimeChannel as RealChannel } from '../../../src/mini/client/realtime.ts';
import { PROGRAM_SELF } from '../../support/shared/programSelf.ts';
import { OpenProgram } from '../../support/web/programWorld.ts';

describe('published types', () => {
  it('MPH-1 name every member that is there, and no other', () => {
    const members: Record<keyof Webxdc, true> = {
      selfAddr: true,
      selfName: true,
      sendUpdateInterval: true,
      sendUpdateMaxSize: true,
      isAppSender: true,
      isBroadcast: true,
      sendUpdate: true,
      setUpdateListener: true,
      sendToChat: true,
      importFiles: true,
      joinRealtimeChannel: true,
      getAllUpdates: true,
    };
    expect(Object.keys(new OpenProgram().page().webxdc).toSorted()).toEqual(Object.keys(members).toSorted());
    expectTypeOf<RealChannel>().toEqualTypeOf<RealtimeChannel>();
  });

  it('MPH-12 name every member of the extension, permission and error', () => {
    const members: Record<keyof Banyan, true> = {
      version: true,
      permissions: true,
      language: true,
      profile: true,
      contacts: true,
      scan: true,
      clipboard: true,
      net: true,
      pay: true,
      document: true,
      share: true,
    };
    const declared = { permissions: miniPermissions, net: ['a.example'] };
    const { banyan } = new OpenProgram({ declared, language: 'ar' }).page();
    expect(Object.keys(banyan ?? {}).toSorted()).toEqual(Object.keys(members).toSorted());
    expectTypeOf<MiniPermission>().toEqualTypeOf<Permission>();
    expectTypeOf<BridgeErrorCode>().toEqualTypeOf<BanyanErrorCode>();
    expect(bridgeErrorCodes).toHaveLength(9);
    expect(Number(manifest.version.split('.')[0])).toBe(BRIDGE_VERSION);
  });

  it('MPH-46 the language is the one chosen for the app, else none is told', () => {
    const declared = { permissions: ['share' as const], net: [] };
    expect(new OpenProgram({ declared, language: 'ar' }).page().banyan).toHaveProperty('language', 'ar');
    expect(new OpenProgram({ declared }).page().banyan).not.toHaveProperty('language');
    for (const language of ['', 'ar"', 'a'.repeat(36), '../x', 5]) {
      expect(v.is(programSelfSchema, { ...PROGRAM_SELF, banyan: { ...declared, language } }), String(language)).toBe(
        false,
      );
    }
    expect(v.is(programSelfSchema, { ...PROGRAM_SELF, banyan: { ...declared, language: 'zh-Hant' } })).toBe(true);
  });

  it('MPH-2 refuse at compile time what the script refuses when it runs', () => {
    expectTypeOf<{ info: string }>().not.toExtend<SendingUpdate>();
    expectTypeOf<{ payload: () => void }>().not.toExtend<SendingUpdate>();
    expectTypeOf<{ payload: { a: [1, null] } }>().toExtend<SendingUpdate>();
    expectTypeOf<{ text?: string }>().not.toExtend<SendingMessage>();
    expectTypeOf<{ file: { name: string } }>().not.toExtend<SendingMessage>();
    expectTypeOf<{ file: { name: string; plainText: string; base64: string } }>().not.toExtend<SendingMessage>();
    expectTypeOf<{ file: { name: string; plainText: string } }>().toExtend<SendingMessage>();
  });
});
