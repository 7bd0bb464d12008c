import type Pdf from 'pdfkit';

export type Page = InstanceType<typeof Pdf>;

/** Points. */
export const margin = { top: 56, bottom: 62, left: 50, right: 50 };
export const regular = 'regular';
export const bold = 'bold';
export const inks = { text: '#1b1f24', faint: '#5b6470', line: '#c9d0d8', head: '#eef1f4' };

/** Width between the margins, points. */
export const inner = (page: Page): number => page.page.width - margin.left - margin.right;
