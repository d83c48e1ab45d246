/** Whether the calls go to an account and not to a lab: there everything takes the time that it takes. */
export const onAws = (): boolean => process.env.AWS_ENDPOINT_URL === undefined;

/** How many times longer a change may take than in a lab: instances boot, images are pulled, and no timer runs faster. */
export const patience = (): number => onAws() ? 10 : 1;
