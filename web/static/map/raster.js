// Lines and signs set pixel by pixel: thousands of lines take milliseconds, and one can be taken away again.

export const FULL = 16; // what one line adds to a pixel that it covers wholly

// Add a line to how much each pixel is covered, or with a negative `sign` take it away exactly.
// `covered` has `width` × `height` places; `thickness` is a whole number of pixels.
export function addLine(covered, width, height, line, thickness, sign) {
  let [x0, y0, x1, y1] = line;
  const isSteep = Math.abs(y1 - y0) > Math.abs(x1 - x0);
  if (isSteep) [x0, y0, x1, y1] = [y0, x0, y1, x1];
  if (x0 > x1) [x0, y0, x1, y1] = [x1, y1, x0, y0];
  const along = isSteep ? height : width; // how many places there are in the direction walked
  const across = (isSteep ? width : height) - thickness - 1;
  const slope = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0;
  const shift = thickness / 2 - 0.5;
  let from = Math.max(Math.ceil(x0), 0);
  let to = Math.min(Math.floor(x1), along - 1);
  // Only the part within the picture is walked.
  if (slope > 0) {
    from = Math.max(from, Math.ceil(x0 + (shift - y0) / slope));
    to = Math.min(to, Math.floor(x0 + (across + shift - y0) / slope));
  } else if (slope < 0) {
    from = Math.max(from, Math.ceil(x0 + (across + shift - y0) / slope));
    to = Math.min(to, Math.floor(x0 + (shift - y0) / slope));
  } else if (y0 - shift < 0 || y0 - shift > across) {
    return;
  }
  const stepAlong = isSteep ? width : 1;
  const stepAcross = isSteep ? 1 : width;
  let at = y0 - shift + (from - x0) * slope;
  for (let place = from; place <= to; place += 1, at += slope) {
    const low = at < 0 ? 0 : at | 0;
    const rest = ((at - low) * FULL) | 0;
    let pixel = place * stepAlong + low * stepAcross;
    covered[pixel] += sign * (FULL - rest);
    for (let middle = 1; middle < thickness; middle += 1) covered[(pixel += stepAcross)] += sign * FULL;
    covered[pixel + stepAcross] += sign * rest;
  }
}

const SHAPES = {
  disc: (x, y, r) => x * x + y * y <= r * r,
  square: (x, y, r) => Math.max(Math.abs(x), Math.abs(y)) <= 0.9 * r,
  triangle: (x, y, r) => y <= 0.85 * r && y >= -1.25 * r && Math.abs(x) <= ((y + 1.25 * r) / 2.1) * 1.15,
};
const SAMPLES = 4;

// How much of each pixel a sign covers, from 0 to 255, in a square around its middle.
export function stampOf(shape, radius) {
  const reach = Math.ceil(1.3 * radius) + 1;
  const side = 2 * reach + 1;
  const cover = new Uint8Array(side * side);
  const isWithin = SHAPES[shape];
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      let n = 0;
      for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
        const x = column - reach + ((sample % SAMPLES) + 0.5) / SAMPLES - 0.5;
        const y = row - reach + (((sample / SAMPLES) | 0) + 0.5) / SAMPLES - 0.5;
        if (isWithin(x, y, radius)) n += 1;
      }
      cover[row * side + column] = Math.round((255 * n) / (SAMPLES * SAMPLES));
    }
  }
  return { side, reach, cover };
}

// Put a sign of one colour (as 0xAABBGGRR) on opaque pixels.
export function putStamp(pixels, width, height, stamp, x, y, colour) {
  const left = Math.round(x) - stamp.reach;
  const top = Math.round(y) - stamp.reach;
  if (left >= width || top >= height || left + stamp.side <= 0 || top + stamp.side <= 0) return;
  const fromRow = Math.max(0, -top);
  const toRow = Math.min(stamp.side, height - top);
  const fromColumn = Math.max(0, -left);
  const toColumn = Math.min(stamp.side, width - left);
  for (let row = fromRow; row < toRow; row += 1) {
    let pixel = (top + row) * width + left + fromColumn;
    let at = row * stamp.side + fromColumn;
    for (let column = fromColumn; column < toColumn; column += 1, pixel += 1, at += 1) {
      const cover = stamp.cover[at];
      if (cover === 255) pixels[pixel] = colour;
      else if (cover) pixels[pixel] = mixed(pixels[pixel], colour, cover / 255);
    }
  }
}

// The colour between two opaque ones, 0xFFBBGGRR, as one number.
export function mixed(below, above, share) {
  const red = (below & 255) + ((above & 255) - (below & 255)) * share;
  const green = ((below >> 8) & 255) + (((above >> 8) & 255) - ((below >> 8) & 255)) * share;
  const blue = ((below >> 16) & 255) + (((above >> 16) & 255) - ((below >> 16) & 255)) * share;
  return (0xff000000 | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)) >>> 0;
}

// The colour of a pixel by how much it is covered; many lines over each other never hide the paper wholly.
export function tones(paper, link, opacity, most = 0.72) {
  const table = new Uint32Array(FULL * 256);
  for (let covered = 0; covered < table.length; covered += 1) {
    table[covered] = mixed(paper, link, most * (1 - Math.exp(-(covered / FULL) * (opacity / most))));
  }
  return table;
}
