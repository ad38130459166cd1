// Unpack the carried browser where TMPDIR points, with the fonts and the libraries that a bare machine lacks; the
// package brings those out only where it takes the machine for the one that it was made for.
process.env.AWS_LAMBDA_JS_RUNTIME = "nodejs24.x";
const { default: chromium } = await import("@sparticuz/chromium");
await chromium.executablePath();
