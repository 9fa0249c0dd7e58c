/** The version of the product, as `package.json` of the repository has it; a test compares them. */
export const productVersion = '0.1.0'
