/** naive-ui in the program's own clothes: its components take the palette, the typeface and the density from here. */
import type { GlobalThemeOverrides } from 'naive-ui'
import type { Palette } from './palette.ts'

export const fontFamily =
  "'Inter Variable', system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
const fontFamilyMono = "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace"

export function themeOverrides(palette: Palette): GlobalThemeOverrides {
  const focusRing = `0 0 0 3px ${palette.accentSoft}`
  return {
    common: {
      fontFamily,
      fontFamilyMono,
      fontSize: '13px',
      fontSizeSmall: '12.5px',
      fontSizeMedium: '13px',
      fontSizeLarge: '14px',
      heightSmall: '28px',
      heightMedium: '32px',
      heightLarge: '40px',
      borderRadius: '7px',
      borderRadiusSmall: '5px',
      primaryColor: palette.accent,
      primaryColorHover: palette.accentHover,
      primaryColorPressed: palette.accentPressed,
      primaryColorSuppl: palette.accentHover,
      errorColor: palette.bad,
      errorColorHover: palette.bad,
      errorColorPressed: palette.bad,
      errorColorSuppl: palette.bad,
      textColorBase: palette.text,
      textColor1: palette.text,
      textColor2: palette.text,
      textColor3: palette.muted,
      placeholderColor: palette.faint,
      bodyColor: palette.canvas,
      cardColor: palette.surface,
      modalColor: palette.surface,
      popoverColor: palette.raised,
      inputColor: palette.surface,
      borderColor: palette.border,
      dividerColor: palette.border,
      hoverColor: palette.hover,
      railColor: palette.border,
    },
    Button: {
      fontWeight: '500',
      border: `1px solid ${palette.borderStrong}`,
      color: palette.surface,
      colorHover: palette.hover,
      colorPressed: palette.hover,
      colorFocus: palette.surface,
      textColorHover: palette.text,
      textColorPressed: palette.text,
      textColorFocus: palette.text,
      borderHover: `1px solid ${palette.borderStrong}`,
      borderPressed: `1px solid ${palette.borderStrong}`,
      borderFocus: `1px solid ${palette.borderStrong}`,
      textColorPrimary: palette.onAccent,
      textColorHoverPrimary: palette.onAccent,
      textColorPressedPrimary: palette.onAccent,
      textColorFocusPrimary: palette.onAccent,
      textColorDisabledPrimary: palette.onAccent,
      waveOpacity: '0',
    },
    Input: {
      border: `1px solid ${palette.borderStrong}`,
      borderHover: `1px solid ${palette.faint}`,
      borderFocus: `1px solid ${palette.accent}`,
      boxShadowFocus: focusRing,
      color: palette.surface,
      colorFocus: palette.surface,
    },
    InternalSelection: {
      border: `1px solid ${palette.borderStrong}`,
      borderHover: `1px solid ${palette.faint}`,
      borderActive: `1px solid ${palette.accent}`,
      borderFocus: `1px solid ${palette.accent}`,
      boxShadowActive: focusRing,
      boxShadowFocus: focusRing,
      color: palette.surface,
      colorActive: palette.surface,
    },
    Card: { borderRadius: '12px', paddingMedium: '24px', titleFontSizeMedium: '16px', titleFontWeight: '600' },
    Radio: {
      buttonColorActive: palette.accentSoft,
      buttonTextColorActive: palette.accent,
      buttonBorderColorActive: palette.accent,
      buttonBoxShadowFocus: focusRing,
    },
    Tooltip: { borderRadius: '6px', padding: '6px 10px' },
  }
}
