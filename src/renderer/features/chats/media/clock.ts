/** A length of time as a clock shows it, "1:05" or "1:02:05"; `digits` writes a number as the app's language does. */
export function clockOf(duration: number, digits: (value: number) => string): string {
  const seconds = Math.round(duration / 1000);
  const two = (value: number) => `${value < 10 ? digits(0) : ''}${digits(value)}`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const end = two(seconds % 60);
  return hours > 0 ? `${digits(hours)}:${two(minutes)}:${end}` : `${digits(minutes)}:${end}`;
}
