import type { Configuration } from 'electron-builder';

/**
 * Packaging. Run with `electron-builder --config electron-builder.config.ts` after `electron-vite build`.
 * No publishing target: installers are made, never uploaded, from here.
 */
const configuration = {
  appId: 'app.banyan.desktop',
  productName: 'Banyan',
  copyright: 'Copyright © the Banyan contributors',
  directories: { output: 'dist', buildResources: 'resources' },
  // Our mini programs go as packages, built into out/.
  files: ['out/**', '!out/**/*.map', 'resources/**', '!resources/mini-programs/**', 'package.json', '!node_modules/**'],
  asar: true,
  npmRebuild: false,
  publish: null,
  // Kept in step with the list in the tests: a changed fuse is a changed security boundary.
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
  },
  protocols: [{ name: 'Banyan link', schemes: ['banyan'], role: 'Viewer' }],
  win: { target: ['nsis'], icon: 'resources/icon.png' },
  nsis: { oneClick: true, perMachine: false, deleteAppDataOnUninstall: false },
  mac: {
    target: ['dmg'],
    category: 'public.app-category.social-networking',
    icon: 'resources/icon.png',
    hardenedRuntime: true,
    entitlements: 'resources/entitlements.mac.plist',
    entitlementsInherit: 'resources/entitlements.mac.plist',
    extendInfo: {
      NSCameraUsageDescription: 'Banyan uses the camera to read the QR code of a contact.',
      NSMicrophoneUsageDescription: 'Banyan uses the microphone to record voice notes that you send.',
      NSLocalNetworkUsageDescription: 'Banyan finds your contacts on this network.',
    },
  },
  linux: {
    target: ['AppImage', 'deb'],
    category: 'Network;InstantMessaging;Chat;',
    icon: 'resources/icon.png',
    synopsis: 'Chats, wallet and mini programs with no company in the middle',
    maintainer: 'The Banyan contributors <banyan@users.noreply.github.com>',
    executableName: 'banyan',
  },
} as const satisfies Configuration;

export default configuration;
