import { bytesUpTo } from '@shared/schemas.ts';
import * as v from 'valibot';
import type { Choice } from '@domain/device/choices.ts';
import { decodeFolder, encodeFolder } from '@domain/preference/kept.ts';
import { decodeRegisters, encodeRegisters, preferencesOf } from '@domain/preference/registers.ts';
import { type Profile, profileSchema } from '@domain/profile/profile.ts';
import { type Settings, strictSettingsSchema } from '@domain/settings/settings.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { OwnSelf } from '../engine/ownSelf.ts';
import type { SettingsKeeper } from '../engine/settingsKeeper.ts';
import type { ChosenHere, PreferenceBook } from '../preference/preferenceBook.ts';
import type { OwnFiles } from './ownFiles.ts';
import type { IsDue, OwnLog } from './ownLog.ts';
import type { OwnSync } from './ownSync.ts';

/** Settings that are the person's and not the device's (DEV-17). */
const FOLLOWING = [
  'theme',
  'locale',
  'signaling',
  'iceServers',
  'mailbox',
  'mailboxes',
  'quietHours',
  'noticeContent',
  'readReceipts',
  'typing',
  'unarchive',
  'recallHours',
] as const satisfies readonly (keyof Settings)[];

const recordBytes = bytesUpTo(64 * 1024);

/** What keeping choices the same on all own devices works with. */
export interface ChoiceSyncParts {
  readonly log: OwnLog;
  readonly own: OwnSelf;
  readonly settings: SettingsKeeper;
  readonly book: PreferenceBook;
  /** Fetches pictures that are chosen to stand behind chats. */
  readonly wanted: OwnFiles;
  /** The profile became another: screens and links are to show it. */
  readonly onProfile: () => Promise<void>;
}

/** Settings, choices about chats, folders and the own profile, on all own devices (DEV-17). */
export class ChoiceSync implements OwnSync {
  private readonly parts: ChoiceSyncParts;
  private settings: Settings;
  private profile: Profile;
  private readonly disposers: Disposer[] = [];

  constructor(parts: ChoiceSyncParts) {
    this.parts = parts;
    const { log, own, settings } = parts;
    this.settings = settings.settings.get();
    this.profile = own.identity.get().profile;
    log.on('settings', (choice) => this.onSetting(choice));
    log.on('chat', (choice) => this.onChat(choice), 'each');
    log.on('folder', (choice) => this.onFolder(choice), 'each');
    log.on('profile', (choice) => this.onProfile(choice));
  }

  /** Tells of every change from here on. */
  start(): void {
    const { own, settings, book } = this.parts;
    this.settings = settings.settings.get();
    this.profile = own.identity.get().profile;
    this.disposers.push(
      settings.settings.subscribe(() => this.tellSettings()),
      own.identity.subscribe(() => this.tellProfile()),
    );
    book.tellTo((chosen) => this.tellChosen(chosen));
    // These are put together field by field: to tell them once more takes nothing back, and finds what was chosen as the app ended.
    this.tellChosen({ chats: [...book.all.chats.keys()], folders: [...book.all.folders.keys()] });
  }

  dispose(): void {
    for (const dispose of this.disposers) dispose();
  }

  /** Tells of all that is due. */
  tellAll(isDue: IsDue): void {
    const { book } = this.parts;
    for (const name of FOLLOWING) if (isDue(`settings/${name}`) && this.isReadable(name)) this.saySetting(name);
    for (const id of book.all.chats.keys()) if (isDue(`chat/${id}`)) this.sayChat(id);
    for (const id of book.all.folders.keys()) if (isDue(`folder/${id}`)) this.sayFolder(id);
    if (isDue('profile/own')) this.sayProfile();
  }

  /** What a later version chose, and this one does not understand, stands until the person chooses here. */
  private isReadable(name: (typeof FOLLOWING)[number]): boolean {
    const choice = this.parts.log.choices.get(`settings/${name}`);
    return choice === undefined || v.is(strictSettingsSchema.entries[name], choice.value);
  }

  private tellChosen({ chats, folders }: ChosenHere): void {
    for (const id of chats) this.sayChat(id);
    for (const id of folders) this.sayFolder(id);
  }

  private tellSettings(): void {
    const before = this.settings;
    this.settings = this.parts.settings.settings.get();
    for (const name of FOLLOWING) if (before[name] !== this.settings[name]) this.saySetting(name);
  }

  private tellProfile(): void {
    const before = this.profile;
    this.profile = this.parts.own.identity.get().profile;
    if (before !== this.profile) this.sayProfile();
  }

  private saySetting(name: (typeof FOLLOWING)[number]): void {
    void this.parts.log.say(`settings/${name}`, () => this.parts.settings.settings.get()[name]);
  }

  private sayProfile(): void {
    void this.parts.log.say('profile/own', () => this.parts.own.identity.get().profile);
  }

  private sayChat(id: string): void {
    if (this.parts.book.isHereAlone(id)) return;
    void this.parts.log.say(`chat/${id}`, () => {
      const registers = this.parts.book.all.chats.get(id);
      return registers === undefined ? undefined : encodeRegisters(registers);
    });
  }

  private sayFolder(id: string): void {
    void this.parts.log.say(`folder/${id}`, () => {
      const folder = this.parts.book.all.folders.get(id);
      return folder === undefined ? undefined : encodeFolder(folder);
    });
  }

  private async onSetting({ key, value }: Choice): Promise<void> {
    const name = FOLLOWING.find((one) => key === `settings/${one}`);
    // A value that does not fit is of another version, and refused as a whole.
    if (name !== undefined) await this.parts.settings.change({ [name]: value });
  }

  private async onChat({ key, value }: Choice): Promise<void> {
    const registers = v.is(recordBytes, value) ? decodeRegisters(value) : null;
    if (registers === null) return;
    await this.parts.book.mergeChat(key.slice('chat/'.length), registers);
    const { wallpaper } = preferencesOf(registers);
    if (wallpaper?.kind === 'picture') await this.parts.wanted.want([wallpaper]);
  }

  private async onFolder({ key, value }: Choice): Promise<void> {
    const folder = v.is(recordBytes, value) ? decodeFolder(value) : null;
    if (folder !== null) await this.parts.book.mergeFolder(key.slice('folder/'.length), folder);
  }

  private async onProfile({ value }: Choice): Promise<void> {
    const profile = v.safeParse(profileSchema, value);
    if (!profile.success) return;
    const changed = await this.parts.own.change({ profile: profile.output });
    if (changed.ok) await this.parts.onProfile();
  }
}
