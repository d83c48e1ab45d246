import { imageFile } from '../../images/files';

/** Where AWS's helper scripts lie on an instance. */
const FOLDER = '/opt/aws/bin';

/** Shell lines that put cfn-signal on an instance. May run again at any time. */
export const installSignalProgram = (): string => `mkdir -p ${FOLDER}
cat > ${FOLDER}/cfn-signal <<'END_OF_PROGRAM'
${imageFile('cfn-signal.sh')}END_OF_PROGRAM
chmod 755 ${FOLDER}/cfn-signal
`;
