// SPDX-License-Identifier: EUPL-1.2
// Signs PDFs as other people's programs do: PDFBox adds the update, `openssl cms` makes the signature (CAdES, as PAdES
// wants it). Arguments: folder with own.pem, own.key and chain.pem; in.pdf; out.pdf; "visible" to draw a field over the text.
import java.io.*;
import java.nio.file.*;
import java.util.*;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.*;

public class Pades {
    static byte[] cms(Path keys, byte[] content) throws Exception {
        Path data = Files.createTempFile("pades", ".bin"), made = Files.createTempFile("pades", ".der");
        Files.write(data, content);
        List<String> words = List.of("openssl", "cms", "-sign", "-binary", "-cades", "-md", "sha256", "-outform", "DER", "-in", data.toString(),
            "-out", made.toString(), "-signer", keys.resolve("own.pem").toString(), "-inkey", keys.resolve("own.key").toString(),
            "-certfile", keys.resolve("chain.pem").toString());
        if (new ProcessBuilder(words).redirectErrorStream(true).start().waitFor() != 0) throw new IOException("openssl");
        byte[] out = Files.readAllBytes(made);
        Files.delete(data);
        Files.delete(made);
        return out;
    }

    public static void main(String[] arguments) throws Exception {
        Path keys = Path.of(arguments[0]);
        try (PDDocument document = PDDocument.load(new File(arguments[1])); OutputStream out = new FileOutputStream(arguments[2])) {
            PDSignature signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(PDSignature.SUBFILTER_ETSI_CADES_DETACHED);
            signature.setSignDate(Calendar.getInstance());
            document.addSignature(signature);
            if (arguments.length > 3)
                document.getSignatureFields().get(0).getWidgets().get(0).setRectangle(new PDRectangle(50, 50, 400, 400));
            ExternalSigningSupport external = document.saveIncrementalForExternalSigning(out);
            external.setSignature(cms(keys, external.getContent().readAllBytes()));
        }
    }
}
