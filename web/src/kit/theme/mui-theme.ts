import { createTheme, type Theme, type ThemeOptions } from '@mui/material/styles';
import { COLOURS, FONTS, RADII, SIZES, type ColourMode } from './tokens';

function typography(): ThemeOptions['typography'] {
  const body = { fontSize: 13, lineHeight: '20px', letterSpacing: 0 };
  const small = { fontSize: 12, lineHeight: '16px', letterSpacing: 0 };
  return {
    fontFamily: FONTS.text,
    fontSize: 13,
    fontWeightRegular: 400,
    fontWeightMedium: 500,
    fontWeightBold: 600,
    h1: { fontSize: 20, lineHeight: '28px', fontWeight: 600, letterSpacing: '-0.017em' },
    h2: { fontSize: 16, lineHeight: '24px', fontWeight: 600, letterSpacing: '-0.012em' },
    h3: { fontSize: 14, lineHeight: '20px', fontWeight: 600, letterSpacing: '-0.006em' },
    h4: { fontSize: 14, lineHeight: '20px', fontWeight: 600, letterSpacing: '-0.006em' },
    h5: { fontSize: 13, lineHeight: '20px', fontWeight: 600, letterSpacing: 0 },
    h6: { fontSize: 13, lineHeight: '20px', fontWeight: 600, letterSpacing: 0 },
    subtitle1: { ...body, fontWeight: 500 },
    subtitle2: { ...body, fontWeight: 500 },
    body1: body,
    body2: body,
    caption: small,
    overline: { ...small, textTransform: 'none' },
    button: { ...body, fontWeight: 500, textTransform: 'none' },
  };
}

function palette(mode: ColourMode): ThemeOptions['palette'] {
  const { surface, border, text, accent, status } = COLOURS[mode];
  return {
    mode,
    primary: { main: accent.focus, contrastText: mode === 'light' ? '#ffffff' : text.onInk },
    secondary: { main: accent.ink, contrastText: text.onInk },
    error: { main: status.failed },
    warning: { main: status.warning },
    info: { main: status.running },
    success: { main: status.ok },
    background: { default: surface.canvas, paper: surface.raised },
    text: { primary: text.primary, secondary: text.secondary, disabled: text.tertiary },
    divider: border.default,
    action: {
      // MUI's own is paler than what we draw disabled.
      active: text.secondary,
      hover: surface.hover,
      selected: surface.selected,
      disabled: text.tertiary,
      disabledBackground: surface.sunken,
    },
  };
}

function components(mode: ColourMode): ThemeOptions['components'] {
  const { surface, border, text, accent, shadow } = COLOURS[mode];
  const floating = { backgroundImage: 'none', boxShadow: shadow.overlay, borderRadius: RADII.control };
  const focusRing = { outline: `2px solid ${accent.focus}`, outlineOffset: 1 };
  return {
    MuiButtonBase: {
      defaultProps: { disableRipple: true, disableTouchRipple: true },
      styleOverrides: { root: { '&:focus-visible': focusRing } },
    },
    MuiButton: {
      defaultProps: { disableElevation: true },
      styleOverrides: {
        root: { minHeight: SIZES.control, padding: '0 12px', borderRadius: RADII.control },
        sizeSmall: { minHeight: SIZES.controlSmall, padding: '0 10px' },
        sizeLarge: { minHeight: SIZES.controlLarge, padding: '0 14px' },
        outlined: { borderColor: border.default, color: text.primary },
        containedPrimary: {
          backgroundColor: accent.ink,
          color: text.onInk,
          '&:hover': { backgroundColor: accent.ink, opacity: 0.9 },
        },
      },
    },
    // A disabled icon is told from the others by how faint it is: the text colours are too near each other.
    MuiIconButton: { styleOverrides: { root: { borderRadius: RADII.control, '&.Mui-disabled': { opacity: 0.5 } } } },
    MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiCard: { styleOverrides: { root: { borderRadius: RADII.card, borderColor: border.default } } },
    MuiDialog: { styleOverrides: { paper: { ...floating, borderRadius: RADII.dialog } } },
    MuiMenu: { styleOverrides: { paper: floating } },
    MuiPopover: { styleOverrides: { paper: floating } },
    MuiAutocomplete: { styleOverrides: { paper: floating } },
    MuiBackdrop: { styleOverrides: { root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: surface.scrim } } } },
    MuiTooltip: {
      styleOverrides: {
        tooltip: {
          backgroundColor: surface.tooltip,
          color: text.onTooltip,
          fontSize: 12,
          lineHeight: '16px',
          padding: '6px 8px',
          borderRadius: RADII.control,
        },
      },
    },
    MuiOutlinedInput: {
      styleOverrides: {
        root: { borderRadius: RADII.control, backgroundColor: surface.raised },
        notchedOutline: { borderColor: border.default },
      },
    },
    MuiTextField: { defaultProps: { size: 'small' } },
    MuiSelect: { defaultProps: { size: 'small' } },
    MuiTab: { styleOverrides: { root: { minHeight: SIZES.row.default, textTransform: 'none' } } },
    MuiTableCell: { styleOverrides: { root: { borderColor: border.subtle } } },
  };
}

/**
 * The MUI theme of Dashkeep, for the Perses packages and for the few MUI parts of our own. It is not part
 * of the shell: import it from pages that are loaded on demand.
 */
export function muiTheme(mode: ColourMode): Theme {
  const plain = createTheme();
  return createTheme({
    palette: palette(mode),
    typography: typography(),
    shape: { borderRadius: RADII.control },
    shadows: plain.shadows.map((_, level) =>
      level === 0 ? 'none' : COLOURS[mode].shadow.overlay,
    ) as typeof plain.shadows, // map loses the length of the tuple, which stays 25
    transitions: { duration: { shortest: 80, shorter: 80, short: 140, standard: 140, complex: 220 } },
    components: components(mode),
  });
}
