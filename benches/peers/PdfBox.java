// SPDX-License-Identifier: EUPL-1.2
// The peer of the certificate bench: the same one-page document by PDFBox 2 and BouncyCastle, sealed with the same key.
// It adds signing-time and no signing-certificate-v2, so it is not PAdES-B-B. Arguments: seal.p12 password font.ttf seconds out.pdf
import java.io.*;
import java.lang.management.ManagementFactory;
import java.nio.file.*;
import java.security.*;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.*;
import org.apache.pdfbox.pdmodel.*;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.*;
import org.bouncycastle.cert.jcajce.*;
import org.bouncycastle.cms.*;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.*;

public class PdfBox {
    static final String[] LINES = {"Volant d'empadronament individual",
        "Segons el padró municipal d'habitants de Vilanova del Riu, consten les dades següents:", "Nom i cognoms: Núria Puig Ferrer",
        "Document d'identitat: 12345678Z", "Data de naixement: 27 de març de 1984", "Adreça: carrer Major, 12, 2n 1a",
        "Municipi: 08998 Vilanova del Riu", "Data d'alta: 15 de juny de 2016", "Finalitat: escola o estudis.",
        "Vilanova del Riu, 22 de novembre de 2026", "Dades del padró a 22 de novembre de 2026.",
        "Codi segur de verificació (CSV): KQXZ-PX0B-BC8J-QGJ0-7GP3-RRWE-57"};
    static PrivateKey key;
    static Certificate[] chain;
    static byte[] font;

    static byte[] unsigned(int number) throws Exception {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            PDType0Font face = PDType0Font.load(document, new ByteArrayInputStream(font), true);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                float y = 760;
                for (String line : LINES) {
                    content.beginText();
                    content.setFont(face, 10.5f);
                    content.newLineAtOffset(56, y);
                    content.showText(line + " ");
                    content.endText();
                    y -= 18;
                }
                Random dice = new Random(number); // squares in place of a QR code
                for (int i = 0; i < 500; i++) content.addRect(450 + dice.nextInt(33) * 2, 60 + dice.nextInt(33) * 2, 2, 2);
                content.fill();
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    static byte[] sealed(int number) throws Exception {
        try (PDDocument document = PDDocument.load(unsigned(number))) {
            PDSignature signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(PDSignature.SUBFILTER_ETSI_CADES_DETACHED);
            signature.setSignDate(Calendar.getInstance());
            document.addSignature(signature, content -> {
                try {
                    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
                    String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
                    generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(
                        new JcaDigestCalculatorProviderBuilder().build()).build(
                        new JcaContentSignerBuilder(algorithm).build(key), (X509Certificate) chain[0]));
                    generator.addCertificates(new JcaCertStore(Arrays.asList(chain)));
                    return generator.generate(new CMSProcessableByteArray(content.readAllBytes()), false).getEncoded();
                } catch (Exception failure) {
                    throw new IOException(failure);
                }
            });
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.saveIncremental(out);
            return out.toByteArray();
        }
    }

    public static void main(String[] arguments) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(arguments[0])) { store.load(in, arguments[1].toCharArray()); }
        String alias = store.aliases().nextElement();
        key = (PrivateKey) store.getKey(alias, arguments[1].toCharArray());
        chain = store.getCertificateChain(alias);
        font = Files.readAllBytes(Paths.get(arguments[2]));
        double seconds = Double.parseDouble(arguments[3]);
        long warm = System.nanoTime() + 6_000_000_000L;
        int number = 0;
        while (System.nanoTime() < warm) sealed(number++);
        com.sun.management.OperatingSystemMXBean machine =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long begun = machine.getProcessCpuTime(), until = System.nanoTime() + (long) (seconds * 1e9);
        int count = 0;
        byte[] last = null;
        while (System.nanoTime() < until) { last = sealed(number++); count++; }
        System.out.printf(Locale.ROOT, "{\"peer\":\"pdfbox\",\"microseconds\":%.1f,\"documents\":%d}%n",
            (machine.getProcessCpuTime() - begun) / 1e3 / count, count);
        Files.write(Paths.get(arguments[4]), last);
    }
}
