export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads settings one by one and collects what is wrong with them. */
export interface SettingsReader {
  /**
   * Takes what `parse` makes of a setting.
   * @param remedy what it is to be set to, as the end of a sentence.
   * @param fallback stands in for a setting that is absent; without one that is a fault.
   * @returns undefined where there is a fault.
   */
  read<Value>(
    name: string,
    remedy: string,
    parse: (text: string) => Value | undefined,
    fallback?: Value,
  ): Value | undefined;
  isSet(name: string): boolean;
  /** Sentences that name the setting and the remedy, and no value. */
  readonly faults: string[];
}

const placeholderPattern = /\$\{|\{\{|<[^>]*>/;

export function createSettingsReader(env: Environment): SettingsReader {
  const faults: string[] = [];
  const textOf = (name: string): string => env[name]?.trim() ?? '';
  return {
    faults,
    isSet: (name) => textOf(name) !== '',
    read(name, remedy, parse, fallback) {
      const text = textOf(name);
      if (text === '') {
        if (fallback === undefined) {
          faults.push(`${name} is not set: set it to ${remedy}.`);
        }
        return fallback;
      }
      if (placeholderPattern.test(text)) {
        faults.push(`${name} still holds a placeholder: set it to ${remedy}.`);
        return undefined;
      }
      const value = parse(text);
      if (value === undefined) {
        faults.push(`${name} is malformed: set it to ${remedy}.`);
      }
      return value;
    },
  };
}
