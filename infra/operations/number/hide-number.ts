/** Hides a number in a text of others, which may repeat it. @param phone in E.164 */
export const hideNumber = (text: string, phone: string): string => text.replaceAll(phone.slice(1), '****');
