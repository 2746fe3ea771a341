// Text as HTML, for the page that netlock writes and for what the page's script writes itself.
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"'`]/g, char => `&#${char.charCodeAt(0)};`);
