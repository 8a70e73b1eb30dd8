import { createTheme, type Theme } from '@mui/material/styles';
import { COLOURS, type ColourMode } from '@/kit/theme/tokens';
import { muiTheme } from '@/kit/theme/mui-theme';

/** Our MUI theme with what the parts of Perses need beyond it. */
export function persesTheme(mode: ColourMode): Theme {
  const { border, text, surface } = COLOURS[mode];
  return createTheme(muiTheme(mode), {
    // The lines below cells and heads of tables: MUI's own greys are those of a light page.
    palette: { grey: { 50: border.subtle, 100: border.default } },
    components: {
      // Perses puts text of the page's colour into tooltips, which are dark in both themes.
      MuiTooltip: { styleOverrides: { tooltip: { '& .MuiTypography-root': { color: 'inherit', fontSize: 12 } } } },
      MuiDrawer: { styleOverrides: { paper: { backgroundColor: surface.canvas, backgroundImage: 'none' } } },
      MuiTableCell: {
        styleOverrides: {
          root: { borderColor: border.subtle, padding: '6px 12px', fontSize: 13, lineHeight: '20px' },
          head: { color: text.secondary, fontSize: 12, fontWeight: 500, backgroundColor: surface.raised },
        },
      },
      // Its label needs a role to be read out; headings go down one step at a time.
      MuiSkeleton: { defaultProps: { role: 'status' } },
      MuiTypography: { defaultProps: { variantMapping: { subtitle1: 'h2', subtitle2: 'h3' } } },
      MuiSvgIcon: { styleOverrides: { root: { color: 'inherit' } } },
    },
  });
}
