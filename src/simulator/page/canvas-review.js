// Objections of an App Store reviewer to a canvas. Source: https://developers.intercom.com/docs/canvas-kit/canvas-kit-inbox-best-practices

const FIRST_CANVAS_PX = 400;

/** A reviewer's objections to the first canvas; `height` in pixels. */
export function reviewHints(canvas, height) {
  const { components } = canvas.content;
  const hasPrimary = components.some(({ type, style }) => type === 'button' && (style ?? 'primary') === 'primary');
  return [
    ...(height > FIRST_CANVAS_PX
      ? [`The first canvas is ${height} px tall; at most ${FIRST_CANVAS_PX} are wanted.`]
      : []),
    ...(hasPrimary ? ['The first canvas has a primary button; secondary or link is wanted.'] : []),
  ];
}
