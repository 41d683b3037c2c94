// Files that a customer's phone has at hand: a picture, a contact card and a document.
import { readFileSync } from 'node:fs';

export interface SampleFile {
  contentType: string;
  bytes: Uint8Array;
}

export const SAMPLE_NAMES = ['picture', 'contact', 'document'] as const;

/** Made anew for each text, since a text keeps its own. */
export const samples: Readonly<Record<(typeof SAMPLE_NAMES)[number], () => SampleFile>> = {
  picture: pictureOfParcel,
  contact: () => ({ contentType: 'text/vcard', bytes: Buffer.from(CARD.join('\r\n')) }),
  document: () => ({
    contentType: 'application/pdf',
    bytes: documentOf('Delivery note 4711: one parcel, corner dented'),
  }),
};

export function pictureOfParcel(): SampleFile {
  return { contentType: 'image/png', bytes: readFileSync(new URL('../../page/parcel.png', import.meta.url)) };
}

const CARD = [
  'BEGIN:VCARD',
  'VERSION:3.0',
  'N:Okafor;Ada;;;',
  'FN:Ada Okafor',
  'ORG:Harbor Street Flowers',
  'TEL;TYPE=CELL:+1 415 555 0164',
  'EMAIL:ada@flowers.example',
  'NOTE:She takes parcels for me when I am out.',
  'END:VCARD',
  '',
];

/** A PDF of one page with one line. https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf */
function documentOf(line: string): Buffer {
  const drawn = `BT /F1 18 Tf 40 90 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 480 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}${trailer}`, 'latin1');
}
