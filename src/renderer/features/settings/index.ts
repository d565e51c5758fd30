export { SettingsContent, type SettingsContentProps } from './SettingsContent.tsx';
export { SettingsList, type SettingsListProps } from './SettingsList.tsx';
