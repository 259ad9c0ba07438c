/** What the settings of a production environment have to say to have test numbers. */
export const testNumbersConsent = 'anyone who knows a test number and its code logs in';
