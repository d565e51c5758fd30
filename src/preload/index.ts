import { contextBridge, ipcRenderer } from 'electron';
import { HOST_BRIDGE_KEY } from '@shared/ipc/bridge.ts';
import { createHostBridge } from './hostBridge.ts';
import { handOnProgramPorts, pageWindow } from './programPort.ts';

contextBridge.exposeInMainWorld(HOST_BRIDGE_KEY, createHostBridge(ipcRenderer));
handOnProgramPorts(pageWindow(), ipcRenderer);
