/**
 * The look of Adaptive Cards in Teams, in the light and dark themes.
 * @see https://adaptivecards.io/explorer/HostConfig.html
 */
interface Palette {
  readonly text: string;
  readonly subtle: string;
  readonly accent: string;
  readonly good: string;
  readonly warning: string;
  readonly attention: string;
  readonly background: string;
  readonly emphasis: string;
  readonly accentFill: string;
  readonly goodFill: string;
  readonly warningFill: string;
  readonly attentionFill: string;
  readonly line: string;
}

const light: Palette = {
  text: '#242424',
  subtle: '#616161',
  accent: '#5b5fc7',
  good: '#0e700e',
  warning: '#8a3707',
  attention: '#b10e1c',
  background: '#ffffff',
  emphasis: '#f5f5f5',
  accentFill: '#e8ebfa',
  goodFill: '#e7f2da',
  warningFill: '#fbf6d9',
  attentionFill: '#fcf4f6',
  line: '#d1d1d1',
};
const dark: Palette = {
  text: '#ffffff',
  subtle: '#adadad',
  accent: '#a6a7f4',
  good: '#9fd89f',
  warning: '#f4bfab',
  attention: '#f1bbbc',
  background: '#292929',
  emphasis: '#333333',
  accentFill: '#24244a',
  goodFill: '#0d3a0d',
  warningFill: '#4a3305',
  attentionFill: '#4a1517',
  line: '#525252',
};

const fonts = {
  default: '"Segoe UI", system-ui, "Apple Color Emoji", "Segoe UI Emoji", sans-serif',
  monospace: 'ui-monospace, Menlo, Consolas, monospace',
};

/** Creates the host configuration for the official renderer. */
export function createHostConfig(theme: 'light' | 'dark'): object {
  const palette = theme === 'light' ? light : dark;
  const { text, subtle, accent, good, warning, attention } = palette;
  const plain = (color: string): object => ({ default: color, subtle: color });
  const foregroundColors = {
    default: { default: text, subtle },
    dark: { default: text, subtle },
    light: { default: subtle, subtle },
    accent: plain(accent),
    good: plain(good),
    warning: plain(warning),
    attention: plain(attention),
  };
  const container = (backgroundColor: string): object => ({
    backgroundColor,
    borderColor: palette.line,
    foregroundColors,
  });
  return {
    hostCapabilities: { capabilities: null },
    choiceSetInputValueSeparator: ',',
    supportsInteractivity: true,
    spacing: { small: 4, default: 8, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: palette.line },
    imageSizes: { small: 32, medium: 52, large: 100 },
    fontTypes: {
      default: {
        fontFamily: fonts.default,
        fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
        fontWeights: { lighter: 200, default: 400, bolder: 600 },
      },
      monospace: {
        fontFamily: fonts.monospace,
        fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
        fontWeights: { lighter: 200, default: 400, bolder: 600 },
      },
    },
    textStyles: {
      heading: { fontType: 'Default', size: 'large', weight: 'bolder', color: 'default', isSubtle: false },
      columnHeader: { fontType: 'Default', size: 'default', weight: 'bolder', color: 'default', isSubtle: false },
    },
    textBlock: { headingLevel: 3 },
    containerStyles: {
      default: container(palette.background),
      emphasis: container(palette.emphasis),
      accent: container(palette.accentFill),
      good: container(palette.goodFill),
      warning: container(palette.warningFill),
      attention: container(palette.attentionFill),
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' },
      preExpandSingleShowCardAction: false,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    inputs: {
      label: {
        inputSpacing: 'small',
        requiredInputs: {
          weight: 'default',
          color: 'default',
          isSubtle: false,
          suffix: ' *',
          suffixColor: 'attention',
        },
        optionalInputs: { weight: 'default', color: 'default', isSubtle: false },
      },
      errorMessage: { size: 'small', color: 'attention', weight: 'default' },
    },
    adaptiveCard: { allowCustomStyle: false },
    imageSet: { imageSize: 'medium', maxImageHeight: 100 },
    factSet: {
      title: { size: 'default', color: 'default', isSubtle: false, weight: 'bolder', warp: true, maxWidth: 150 },
      value: { size: 'default', color: 'default', isSubtle: false, weight: 'default', warp: true },
      spacing: 16,
    },
  };
}
